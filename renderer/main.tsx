// Mantine's styles come before those of our own components, which may override them.
import "./theme/mantine-styles.ts";
import "./theme/fonts.css";
import "./theme/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { connect } from "./connection/connect.ts";
import { fetchScreens } from "./fetch-screens.ts";

const root = document.getElementById("root");
if (root === null) throw new TypeError("The page has no #root.");
createRoot(root).render(
  <StrictMode>
    <App engine={connect(window)} />
  </StrictMode>,
);
fetchScreens(window);
