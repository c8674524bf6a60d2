#!/bin/sh
# Install Chromium for the browser tests where the system's package manager is there and we may.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests"
  apt-get -qq -o DPkg::Lock::Timeout=300 update && \
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y chromium >/dev/null && exit 0
fi
if [ "$CI" = true ]; then
  echo "The browser tests need Chromium, and it cannot be installed here." >&2
  exit 1
fi
echo "No Chromium here: the browser tests will be skipped. To run them: apt-get install chromium"
