#!/bin/sh
# Runs a program on a session bus of its own with an unlocked keyring in a folder that is removed; 77 where there is no keyring to run.
set -eu
command -v dbus-run-session > /dev/null && command -v gnome-keyring-daemon > /dev/null || exit 77
folder=$(mktemp -d)
# The keyring may write its last while its folder is being removed.
remove() { rm -rf "$folder" 2> /dev/null || { sleep 0.5; rm -rf "$folder"; } || true; }
trap remove EXIT
export HOME="$folder" XDG_DATA_HOME="$folder/data" XDG_RUNTIME_DIR="$folder/run" LATCHKEY_TEST_KEYRING=1
mkdir -p "$folder/data" && mkdir -m 700 "$folder/run"
dbus-run-session -- sh -c 'printf password | gnome-keyring-daemon --unlock --components=secrets > /dev/null 2>&1; "$0"' "$1"
