import { Button, Menu } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { downloadText } from "../components/download.ts";
import { hrefOf } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { tell } from "../connection/told.ts";
import { copyText } from "../run/copy-text.ts";
import { useCompareView } from "./compare-view.ts";
import { useComparing } from "./comparing.ts";
import { buildMarkdown } from "./markdown.ts";
import { buildMetricsCsv, buildStretchesCsv } from "./metrics.ts";

/** What can be taken out of a comparison. */
export function CopyMenu() {
  const { workspace, ran, names } = useCompareView();
  const address = useComparing((all) => all[workspace]?.address);
  const copy = async (name: string, text: string): Promise<void> => {
    if (await copyText(text)) tell(`Copied: ${name}.`);
  };
  const link = `${window.location.origin}${window.location.pathname}${hrefOf(places.compare(workspace, address))}`;
  return (
    <Menu withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconCopy size={14} />}>
          Copy
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void copy("the figures as CSV", buildMetricsCsv(ran.lanes))}>
          Figures as CSV
        </Menu.Item>
        <Menu.Item onClick={() => void copy("the comparison as Markdown", buildMarkdown(ran, names))}>
          Comparison as Markdown
        </Menu.Item>
        <Menu.Item onClick={() => void copy("a link to this comparison", link)}>Link to this comparison</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => downloadText("comparison.csv", buildMetricsCsv(ran.lanes), "text/csv")}>
          Save the figures as CSV
        </Menu.Item>
        <Menu.Item onClick={() => downloadText("stretches.csv", buildStretchesCsv(ran.lanes), "text/csv")}>
          Save every stretch as CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
