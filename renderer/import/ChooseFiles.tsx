import { Button, FileButton, Group, Stack, Textarea } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { askForImport, closeImport } from "./importing.ts";

/** Where nothing was dropped: files are chosen, or text is pasted. */
export function ChooseFiles() {
  const [text, setText] = useState("");
  const readPasted = (): void => askForImport([new File([text], "pasted text")]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") readPasted();
      }}
    >
      <Stack gap="sm">
        <p className="dialog-text">
          People and groups, provisioning mappings, sign-on settings or accounts, as Entra, Okta, Google Workspace,
          Active Directory and HR systems export them. What a file is shows in its content, and nothing is changed
          before you have seen what it would do.
        </p>
        <Group>
          <FileButton multiple onChange={(files) => files.length > 0 && askForImport(files)}>
            {(props) => (
              <Button {...props} leftSection={<IconUpload size={15} aria-hidden="true" />} data-autofocus>
                Choose files…
              </Button>
            )}
          </FileButton>
          <span className="quiet">or drop them anywhere in the window</span>
        </Group>
        <Textarea
          label="Paste instead"
          description="A SAML response, an ID token, or JSON. It stays on this computer."
          rows={6}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          classNames={{ input: "import-paste" }}
          spellCheck={false}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={closeImport}>
            Cancel
          </Button>
          <Button type="submit" disabled={text.trim() === ""}>
            Look at the text
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
