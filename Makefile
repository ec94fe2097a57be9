# MediaNest: every command a person or the CI needs. `make` alone lists them.
SHELL := bash
.DEFAULT_GOAL := help
export PATH := $(if $(CARGO_HOME),$(CARGO_HOME),$(HOME)/.cargo)/bin:$(CURDIR)/end2end/node_modules/.bin:$(PATH)

.PHONY: help setup demo run dev test e2e soak bench check fmt build clean audit

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

setup: ## install everything the other commands need (each also installs its own part)
	.ci/setup build tests lint release

demo: ## MediaNest with simulated Plex and Overseerr, ready to sign in; Ctrl-C ends it
	.ci/setup build
	.ci/build server
	node end2end/demo.mjs

run: ## the real thing with nothing configured, on http://127.0.0.1:3000, data in ./data
	.ci/setup build
	.ci/build server
	target/debug/medianest

dev: ## like demo, and rebuilds and reloads the browser on every change
	.ci/setup build
	.ci/build simulators
	node end2end/demo.mjs --watch

test: ## every test: unit and HTTP on SQLite and on PostgreSQL, then Playwright
	.ci/test

e2e: ## Playwright alone; ARGS="sign-in --project=desktop" picks
	.ci/setup build browser
	.ci/build site tests
	cd end2end && npx playwright test $(ARGS)

soak: ## the same promises with large counts, then an hour under load (SOAK_MINUTES)
	.ci/soak

bench: ## release build: start-up, memory, page weight, 64 connections over all pages (SECONDS_PER_RUN)
	.ci/setup build release
	.ci/build release simulators
	node end2end/bench.mjs

check: ## format, lints on host and wasm, licences, unused dependencies, types of the tests
	.ci/check

fmt: ## format the Rust code
	cargo fmt --all

build: ## release: target/release/medianest and target/site, precompressed and with hashed names
	.ci/setup build release
	.ci/build release

audit: ## licences and bans; known vulnerabilities in Rust and npm dependencies, where the network allows
	.ci/audit

clean: ## remove what was built and the demo's data
	cargo clean
	rm -rf .demo end2end/node_modules end2end/test-results end2end/playwright-report
