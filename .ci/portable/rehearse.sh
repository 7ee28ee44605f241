#!/bin/sh
# The command line of Rehearsal: ./rehearse --help
folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
exec node "$folder/app/rehearse.js" "$@"
