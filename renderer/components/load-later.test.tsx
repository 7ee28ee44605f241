import { act, cleanup, render, screen } from "@testing-library/react";
import { Component, type ComponentType, type ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { loadLater } from "./load-later.tsx";

interface GreetingProps {
  readonly name: string;
}

function Greeting({ name }: GreetingProps) {
  return <p>Hello {name}</p>;
}

class Boundary extends Component<{ readonly children: ReactNode }, { readonly message?: string }> {
  override state: { readonly message?: string } = {};

  static getDerivedStateFromError({ message }: Error): { readonly message: string } {
    return { message };
  }

  override render(): ReactNode {
    return this.state.message ?? this.props.children;
  }
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe("a component that is loaded later", () => {
  it("is drawn in the same turn once its code is there", async () => {
    const fetch = vi.fn(async () => Greeting);
    const Later = loadLater(fetch);
    await Later.load();
    render(<Later name="Ada" />);
    expect(screen.getByText("Hello Ada")).toBeTruthy();
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("is drawn as soon as its code has come, with what it is given by then", async () => {
    let arrive: (code: ComponentType<GreetingProps>) => void = () => undefined;
    const Later = loadLater<GreetingProps>(() => new Promise((resolve) => (arrive = resolve)));
    const { container, rerender } = render(<Later name="Ada" />);
    expect(container.textContent).toBe("");
    rerender(<Later name="Mara" />);
    await act(async () => arrive(Greeting));
    expect(container.textContent).toBe("Hello Mara");
  });

  it("throws what the browser said where its code cannot be fetched", async () => {
    vi.spyOn(console, "error").mockReturnValue(undefined);
    const Later = loadLater<GreetingProps>(() => Promise.reject(new TypeError("Importing a module script failed.")));
    const { container } = render(
      <Boundary>
        <Later name="Ada" />
      </Boundary>,
    );
    await act(async () => undefined);
    expect(container.textContent).toBe("Importing a module script failed.");
  });
});
