import { MantineProvider, Menu } from "@mantine/core";
import { act, cleanup, createEvent, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ColumnMenu } from "./ColumnMenu.tsx";
import type { GridColumn } from "./columns.ts";
import { DataGrid } from "./DataGrid.tsx";
import { layOut } from "./test-layout.ts";
import type { GridProps } from "./use-grid-state.ts";

const COUNT = 1_000;
const name = (row: number): string => `Person ${String(COUNT - row).padStart(4, "0")}`;
const edited = vi.fn();
const columns: readonly GridColumn[] = [
  { id: "name", title: "Name", width: 200, fixed: true, text: name },
  { id: "department", title: "Department", width: 100, text: (row) => `=D${row}`, edit: edited },
];
const rows = Uint32Array.from({ length: COUNT }, (_, row) => row);
const inspected = vi.fn();

function Grid({
  name: id = "test",
  columns: shownColumns = columns,
  menu,
}: Partial<Pick<GridProps, "name" | "columns" | "menu">>) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<string>();
  return (
    <MantineProvider env="test">
      <ColumnMenu name={id} columns={shownColumns} />
      <DataGrid
        name={id}
        label="People"
        columns={shownColumns}
        rows={rows}
        keyOf={String}
        selected={selected}
        onSelect={setSelected}
        inspected={shown}
        onInspect={(key, how) => {
          inspected(key, how);
          setShown(key);
        }}
        {...(menu === undefined ? {} : { menu })}
      />
    </MantineProvider>
  );
}

const grid = (): HTMLElement => screen.getByRole("grid", { name: "People" });
const press = (key: string, modifiers: object = {}) => fireEvent.keyDown(grid(), { key, ...modifiers });
const cursor = (): string | null =>
  document.getElementById(grid().getAttribute("aria-activedescendant") ?? "")?.textContent ?? null;
const titles = () =>
  within(grid())
    .getAllByRole("columnheader")
    .map((title) => title.textContent);
const chosen = () =>
  within(grid())
    .queryAllByRole("row", { selected: true })
    .map((row) => row.textContent);

beforeEach(() => {
  layOut(600, 528);
  inspected.mockClear();
  edited.mockClear();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("a grid", () => {
  it("draws what is seen, and tells how much there is", () => {
    render(<Grid />);
    expect(grid().getAttribute("aria-rowcount")).toBe("1001");
    const drawn = within(grid()).getAllByRole("row");
    expect(drawn.length).toBeLessThan(60);
    expect(drawn[1]?.getAttribute("aria-rowindex")).toBe("2");
  });

  it("moves by keys, to rows far away as well", () => {
    render(<Grid />);
    press("ArrowDown");
    expect(cursor()).toBe("Person 0999");
    press("End");
    expect(cursor()).toBe("Person 0001");
    press("ArrowRight");
    expect(cursor()).toBe("=D999");
    press("Home");
    press("ArrowLeft");
    press("PageDown");
    expect(cursor()).toBe("Person 0982");
  });

  it("inspects where somebody rests, and at once by Enter", () => {
    vi.useFakeTimers();
    render(<Grid />);
    press("ArrowDown");
    press("ArrowDown");
    expect(inspected).not.toHaveBeenCalled();
    act(() => void vi.runAllTimers());
    expect(inspected.mock.calls).toEqual([["2", "rest"]]);
    press("Enter");
    expect(inspected).toHaveBeenLastCalledWith("2", "open");
    vi.useRealTimers();
  });

  it("selects by Space, by Shift with arrows, all by Ctrl A, and none by Escape", () => {
    render(<Grid />);
    press(" ");
    press("ArrowDown");
    press("ArrowDown");
    press(" ");
    expect(chosen()).toEqual(["Person 1000=D0", "Person 0998=D2"]);
    press("ArrowDown", { shiftKey: true });
    expect(chosen()).toEqual(["Person 0998=D2", "Person 0997=D3"]);
    press("a", { ctrlKey: true });
    expect(chosen().length).toBe(within(grid()).getAllByRole("row").length - 1);
    press("Escape");
    expect(chosen()).toEqual([]);
  });

  it("takes the row that was looked at along with the first click with Ctrl", () => {
    render(<Grid />);
    fireEvent.click(screen.getByText("Person 0999"));
    fireEvent.click(screen.getByText("Person 0997"), { ctrlKey: true });
    expect(chosen()).toEqual(["Person 0999=D1", "Person 0997=D3"]);
  });

  it("sorts by a click on a title, and says so", () => {
    render(<Grid />);
    fireEvent.click(screen.getByRole("button", { name: "Name" }));
    expect(screen.getByRole("columnheader", { name: /Name/ }).getAttribute("aria-sort")).toBe("ascending");
    expect(within(grid()).getAllByRole("row")[1]?.textContent).toBe("Person 0001=D999");
  });

  it("copies the selected rows with tabs between cells, and no cell as a formula", () => {
    render(<Grid />);
    press("ArrowDown", { shiftKey: true });
    const setData = vi.fn();
    const copy = createEvent.copy(grid(), { clipboardData: { setData } });
    fireEvent(grid(), copy);
    expect(setData).toHaveBeenCalledWith("text/plain", "Name\tDepartment\nPerson 1000\t'=D0\nPerson 0999\t'=D1");
    expect(copy.defaultPrevented).toBe(true);
  });

  it("edits a cell by F2, in the first column that can be edited; Escape leaves it", () => {
    render(<Grid />);
    press("F2");
    const field = screen.getByRole("textbox", { name: "Department" });
    fireEvent.change(field, { target: { value: "Sales" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(edited).toHaveBeenCalledExactlyOnceWith(0, "Sales");
    press("F2");
    const again = screen.getByRole("textbox", { name: "Department" });
    fireEvent.change(again, { target: { value: "Legal" } });
    fireEvent.keyDown(again, { key: "Escape" });
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(edited).toHaveBeenCalledTimes(1);
  });

  it("leaves out what has no room, until somebody chooses the columns", async () => {
    let become: (width: number) => void = () => undefined;
    const measured = (width: number) => ({ contentRect: { width } }) as ResizeObserverEntry;
    vi.stubGlobal(
      "ResizeObserver",
      class implements ResizeObserver {
        constructor(told: ResizeObserverCallback) {
          become = (width) => told([measured(width)], this);
        }
        observe(): void {}
        unobserve(): void {}
        disconnect(): void {}
      },
    );
    const spare: readonly GridColumn[] = columns.map((each) => ({ ...each, spare: each.fixed !== true }));
    render(<Grid name="narrow" columns={spare} />);
    act(() => become(299));
    expect(titles()).toEqual(["Name"]);
    act(() => become(300));
    expect(titles()).toEqual(["Name", "Department"]);
    act(() => become(250));
    fireEvent.click(screen.getByRole("button", { name: "Columns" }));
    const department = await screen.findByRole("checkbox", { name: "Department" });
    expect(department).toHaveProperty("checked", false);
    fireEvent.click(department);
    expect(titles()).toEqual(["Name", "Department"]);
  });

  it("tells under the pointer what its column cuts off", () => {
    render(<Grid />);
    const cell = screen.getByText("Person 0999");
    fireEvent.mouseOver(cell);
    expect(cell.title).toBe("");
    vi.spyOn(cell, "scrollWidth", "get").mockReturnValue(300);
    fireEvent.mouseOver(cell);
    expect(cell.title).toBe("Person 0999");
  });

  it("makes a column wider by Alt and an arrow", () => {
    render(<Grid />);
    fireEvent.keyDown(screen.getByRole("button", { name: "Name" }), { key: "ArrowRight", altKey: true });
    expect(grid().style.getPropertyValue("--grid-columns")).toBe("216px 100px");
  });
});

describe("the menu of a row", () => {
  const chosen = vi.fn();
  const menu = {
    labelOf: (row: number) => `What to do with ${name(row)}`,
    items: (row: number) => <Menu.Item onClick={() => chosen(row)}>Wave to {name(row)}</Menu.Item>,
  };
  const items = () => screen.findAllByRole("menuitem").then((all) => all.map(({ textContent }) => textContent));
  beforeEach(() => chosen.mockClear());

  it.each([
    { way: "the menu key", open: () => press("ContextMenu") },
    { way: "Shift F10", open: () => press("F10", { shiftKey: true }) },
  ])("opens by $way at the row of the cursor, and gives the focus back", async ({ open }) => {
    render(<Grid menu={menu} />);
    grid().focus();
    press("ArrowDown");
    open();
    expect(await items()).toEqual(["Wave to Person 0999"]);
    fireEvent.click(screen.getByRole("menuitem"));
    expect(chosen).toHaveBeenCalledWith(1);
    await waitFor(() => expect(document.activeElement).toBe(grid()));
  });

  it("opens by the button of a row and by a right click on it, and moves the cursor there", async () => {
    render(<Grid menu={menu} />);
    fireEvent.click(within(grid()).getByRole("button", { name: "What to do with Person 0998" }));
    expect(await items()).toEqual(["Wave to Person 0998"]);
    expect(inspected).not.toHaveBeenCalled();
    fireEvent.contextMenu(within(grid()).getByText("Person 0997"));
    await waitFor(async () => expect(await items()).toEqual(["Wave to Person 0997"]));
    expect(cursor()).toBe("Person 0997");
  });

  it("is not there where nothing can be done", () => {
    render(<Grid />);
    expect(within(grid()).queryByRole("button", { name: /^What to do/ })).toBeNull();
    press("ContextMenu");
    expect(screen.queryByRole("menuitem")).toBeNull();
  });
});
