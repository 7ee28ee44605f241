import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { connect } from "./connection/connect.ts";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./theme/fonts.css";
import "./theme/tokens.css";

const root = document.getElementById("root");
if (root === null) throw new TypeError("The page has no #root.");
createRoot(root).render(
  <StrictMode>
    <App engine={connect(window)} />
  </StrictMode>,
);
