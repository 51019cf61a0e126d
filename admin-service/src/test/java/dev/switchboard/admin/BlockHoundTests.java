package dev.switchboard.admin;

import dev.switchboard.testing.BlockHoundProof;

class BlockHoundTests implements BlockHoundProof {}
