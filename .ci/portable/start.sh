#!/bin/sh
# Starts Rehearsal in the browser.
folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
if ! command -v node >/dev/null 2>&1; then
  echo "Rehearsal needs Node 20.19 or newer, and there is no node on the PATH." >&2
  exit 1
fi
exec node "$folder/start.mjs" "$@"
