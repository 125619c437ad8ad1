#!/bin/sh
# The exchanges of a sandbox, oldest first. An independent simulator, synthetic data only.
# Secrets are not in the journal; the variables say which are meant.

# 1: 401
curl -sS -g http://127.0.0.1:8080/esr/status
