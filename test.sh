#!/usr/bin/env bash
# Passes or fails the tree: prerequisites, style, build, tests. The last line is the count of tests.
#   ./test.sh                        everything
#   ./test.sh --fast                 without the tests of Category=Long
#   ./test.sh -- FILTER              only what the filter names, for example FullyQualifiedName~Modbus
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
readonly results=TestResults/last
readonly hang_timeout=10m      # without one test ending
readonly run_timeout=75m       # of the whole run
readonly packages=(
  python3-pymodbus python3-serial python3-serial-asyncio mbpoll postgresql chromium curl
  gcc libc6-dev pkg-config libmodbus-dev libhamlib-utils nodejs npm)
readonly node_peers=Tests/Peers/node

fail() { echo "test.sh: $*" >&2; exit 1; }

usage() { sed -n '2,5s/^# \{0,1\}//p' test.sh; }

# Some come with other packages too, or with none.
has_program() {
  case $1 in
    nodejs) command -v node >/dev/null ;;
    npm | gcc | pkg-config) command -v "$1" >/dev/null ;;
    *) return 1 ;;
  esac
}

missing_packages() {
  local package
  for package in "${packages[@]}"; do
    ! has_program "$package" || continue
    [[ $package != postgresql || -z "${UNDERSTUDY_TEST_POSTGRES:-}" ]] || continue
    [[ $package != chromium || -z "${UNDERSTUDY_TEST_CHROMIUM:-}" ]] || continue
    [[ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" == *" installed" ]] || echo "$package"
  done
}

missing_programs() {
  local program
  for program in mbpoll rotctld "${UNDERSTUDY_TEST_CHROMIUM:-chromium}" curl gcc pkg-config node npm; do
    command -v "$program" >/dev/null || echo "$program"
  done
  pkg-config --exists libmodbus 2>/dev/null || echo libmodbus
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || [[ -n "${UNDERSTUDY_TEST_POSTGRES:-}" ]] || echo postgresql
  /usr/bin/python3 -c 'import pymodbus, serial, serial_asyncio' 2>/dev/null || echo python3-pymodbus
}

# Peers that the tests run against. Whatever cannot be had is named; nothing is left out of the run for it.
install_prerequisites() {
  local missing
  command -v dotnet >/dev/null || fail "the .NET SDK named in global.json is not installed"
  if ! command -v dpkg-query >/dev/null; then
    missing=$(missing_programs | paste -sd ' ')
    [[ -z "$missing" ]] || fail "missing, and not a Debian machine, so not installed: $missing"
    return
  fi
  missing=$(missing_packages | paste -sd ' ')
  [[ -n "$missing" ]] || return 0
  if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
    fail "missing packages (root could install them): $missing"
  fi
  echo "Installing $missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || fail "apt-get update failed; missing packages: $missing"
  # shellcheck disable=SC2086 # a list of words
  apt-get install -y -qq --no-install-recommends $missing >/dev/null || fail "apt-get could not install: $missing"
}

# What the lock file says, and nothing that a package would run; neither has a part that must be built.
install_node_peers() {
  [[ ! "$node_peers/node_modules/.package-lock.json" -nt "$node_peers/package-lock.json" ]] || return 0
  npm ci --prefix "$node_peers" --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null ||
    fail "'npm ci' could not install what $node_peers/package-lock.json names"
}

# Sum of one attribute of all result files' counters.
count() {
  local name=$1 sum=0 value
  while read -r value; do sum=$((sum + value)); done < <(
    find "$results" -name '*.trx' -exec grep -ho '<Counters [^>]*>' {} + | sed -n "s/.* $name=\"\([0-9]*\)\".*/\1/p")
  echo "$sum"
}

filter=""
while [[ $# -gt 0 ]]; do
  case $1 in
    --fast) filter="Category!=Long"; shift ;;
    --) shift; filter="${filter:+($filter)&}(${*:?a filter after --})"; break ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

install_prerequisites
install_node_peers
dotnet restore
dotnet format --verify-no-changes --no-restore || fail "the style is not ours; 'dotnet format' puts it right"
dotnet build -c Release --no-restore -m:2

# In a process group of its own: a test process that hangs outlives the runner that gave it up.
run_tests() {
  timeout --kill-after=1m "$run_timeout" dotnet test -c Release --no-build --nologo \
    --logger trx --results-directory "$results" \
    --blame-hang-timeout "$hang_timeout" --blame-hang-dump-type none \
    ${filter:+--filter "$filter"} &
  local group=$! code=0
  # shellcheck disable=SC2064 # the group of now
  trap "kill -KILL -- -$group 2>/dev/null || true" EXIT
  wait "$group" || code=$?
  return "$code"
}

rm -rf "$results"
status=0
run_tests || status=$?

[[ -d "$results" ]] || fail "the test run left no results (code $status)"
total=$(count total)
passed=$(count passed)
executed=$(count executed)
failed=$((executed - passed))
skipped=$((total - executed))

if [[ $status -ne 0 && $failed -eq 0 ]]; then
  echo "The test run ended with code $status although no test failed; that counts as one failure."
  failed=1
fi
[[ $failed -eq 0 || $status -ne 0 ]] || status=1
[[ $passed -gt 0 || $status -ne 0 ]] || { echo "No test passed."; status=1; }
line="$passed passed, $failed failed"
[[ $skipped -eq 0 ]] || line+=", $skipped skipped"
echo "$line"
exit "$status"
