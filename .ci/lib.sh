# What the scripts here share. Source it from the project's root.
set -euo pipefail

cargo_bin=${CARGO_HOME:-$HOME/.cargo}/bin
export PATH="$cargo_bin:$PWD/end2end/node_modules/.bin:$PATH"
export CARGO_TERM_PROGRESS_WHEN=${CARGO_TERM_PROGRESS_WHEN:-never}

say() { printf '\n== %s\n' "$*" >&2; }

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

have() { type -P "$1" >/dev/null; }

timings=()

# step NAME COMMAND…: runs it and remembers how long it took.
step() {
    local name=$1 begun=$SECONDS
    shift
    say "$name"
    "$@"
    timings+=("$(printf '%5d s  %s' $((SECONDS - begun)) "$name")")
}

print_timings() {
    printf '\n'
    printf '%s\n' "${timings[@]}"
    printf '%5d s  in all\n' "$SECONDS"
}

# The newest PostgreSQL programs on this machine.
postgres_bin() {
    local found
    found=$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -V | tail -n 1 || true)
    if [ -n "$found" ] && [ -x "$found/initdb" ]; then
        printf '%s\n' "$found"
    elif have initdb; then
        dirname "$(command -v initdb)"
    else
        return 1
    fi
}

has_chromium() {
    local name
    for name in ${CHROMIUM:-} chromium chromium-browser google-chrome; do
        have "$name" && return
    done
    return 1
}

# The same program throughout: features are those of the whole workspace, so that nothing is compiled twice.
nextest=(cargo nextest run --workspace --exclude frontend)
# Tests that name their database run on it alone; those over HTTP take the one they are given.
on_sqlite='not test(/postgres/)'
on_postgres='kind(test) and (package(server) or (package(backend) and not test(/sqlite/)))'
