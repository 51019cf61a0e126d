package dev.switchboard.ai;

import dev.switchboard.testing.BlockHoundProof;

class BlockHoundTests implements BlockHoundProof {}
