package dev.switchboard.memory;

import dev.switchboard.testing.BlockHoundProof;

class BlockHoundTests implements BlockHoundProof {}
