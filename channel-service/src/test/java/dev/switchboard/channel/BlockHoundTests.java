package dev.switchboard.channel;

import dev.switchboard.testing.BlockHoundProof;

class BlockHoundTests implements BlockHoundProof {}
