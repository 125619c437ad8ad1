#!/usr/bin/env bash
# Downloads the release for this machine, holds it against its checksum and unpacks it.
#
# PROGRAM, VERSION, REPOSITORY, REF, PLACE and SYSTEM come from action.yml.
# shellcheck disable=SC2153
set -euo pipefail

fail() { echo "::error title=conformance::$*"; exit 2; }

if [ -n "$PROGRAM" ]; then
    found=$(command -v "$PROGRAM") || fail "there is no program at $PROGRAM"
    # The suite is run in another folder.
    echo "program=$(cd "$(dirname "$found")" && pwd)/$(basename "$found")" >> "$GITHUB_OUTPUT"
    exit
fi

case $SYSTEM in
    Linux-X64) file=x86_64-unknown-linux-musl.tar.gz ;;
    Linux-ARM64) file=aarch64-unknown-linux-musl.tar.gz ;;
    macOS-ARM64) file=aarch64-apple-darwin.tar.gz ;;
    macOS-X64) file=x86_64-apple-darwin.tar.gz ;;
    Windows-X64) file=x86_64-pc-windows-msvc.zip ;;
    *) fail "there is no release for $SYSTEM; build the program and name it with \`program\`" ;;
esac
file=nhs-conformance-$file

# The action at a tag uses the programs of that tag; at a branch or a commit, the latest.
version=$VERSION
if [ -z "$version" ]; then
    case $REF in v[0-9]*.[0-9]*.[0-9]*) version=$REF ;; esac
fi

place=$PLACE/conformance-${version:-latest}
mkdir -p "$place"
cd "$place"
gh release download ${version:+"$version"} --repo "$REPOSITORY" --clobber --pattern "$file" --pattern "$file.sha256" \
    || fail "$REPOSITORY has no release ${version:-at all} with $file"
if command -v sha256sum >/dev/null; then
    sha256sum --check "$file.sha256" || fail "$file does not match its checksum"
else
    shasum -a 256 --check "$file.sha256" || fail "$file does not match its checksum"
fi
case $file in
    *.zip) unzip -oq "$file" ;;
    *) tar --extract --gzip --file "$file" ;;
esac

folder=$place/${file%.zip}
folder=${folder%.tar.gz}
echo "$folder" >> "$GITHUB_PATH"
program=$folder/conformance
[ -f "$program" ] || program=$program.exe
echo "program=$program" >> "$GITHUB_OUTPUT"
"$program" --version
