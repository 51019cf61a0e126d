package dev.switchboard.emulators;

import dev.switchboard.testing.BlockHoundProof;

class BlockHoundTests implements BlockHoundProof {}
