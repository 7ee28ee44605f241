import { useEffect, useRef, useState } from "react";
import "./drop-target.css";

/** Takes files that are dropped anywhere in the window, which would otherwise go to them. Says so while one hovers. */
export function DropTarget({ onFiles, hint }: { onFiles: (files: readonly File[]) => void; hint: string }) {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const drag = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      setOver(false);
      latest.current([...event.dataTransfer.files]);
    };
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener("dragover", drag, { signal });
    window.addEventListener("dragleave", leave, { signal });
    window.addEventListener("drop", drop, { signal });
    return () => stop.abort();
  }, []);
  return over ? (
    <p className="drop-hint" role="status">
      {hint}
    </p>
  ) : null;
}
