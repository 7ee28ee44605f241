import { afterAll, beforeAll, expect, it } from "vitest";
import { control, record } from "./stand-in/control.ts";
import { startTestDesktop, type TestDesktop } from "./test-desktop.ts";

let desktop: TestDesktop;

beforeAll(async () => {
  control.withoutPolicy = true;
  desktop = await startTestDesktop();
});
afterAll(() => desktop.end());

it("lets nothing out to the network, though the page's own policy were gone", async () => {
  const came = await desktop.page.evaluate(async () => {
    const image = new Image();
    image.src = "https://elsewhere.test/pixel.png";
    const loaded = image.decode().then(
      () => "loaded",
      () => "refused",
    );
    const fetched = (url: string) =>
      fetch(url).then(
        () => "fetched",
        () => "refused",
      );
    return [
      await loaded,
      await fetched("https://elsewhere.test/"),
      await fetched("http://127.0.0.1:9/"),
      await fetched("./index.html"),
    ];
  });
  expect(came).toEqual(["refused", "refused", "refused", "fetched"]);
  expect(record.network).toEqual([
    { url: "https://elsewhere.test/pixel.png", refused: true },
    { url: "https://elsewhere.test/", refused: true },
    { url: "http://127.0.0.1:9/", refused: true },
  ]);
});
