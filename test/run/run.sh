#!/bin/sh
# Every check and every test. Needs root and nothing else: it installs what this machine lacks.
cd "$(dirname "$0")/../.." || exit 1
give_up() {
  echo "$1" >&2
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}
if [ "$(id -u)" != 0 ]; then
  give_up "npm test needs root: its end-to-end tests make machines out of namespaces. Run: sudo npm test (or, without them: npm run test:unit)"
fi
npm run --silent setup || give_up "npm ci failed: the libraries are not there"
PATH=$PWD/node_modules/.bin:$PATH
exec node test/run/main.ts "$@"
