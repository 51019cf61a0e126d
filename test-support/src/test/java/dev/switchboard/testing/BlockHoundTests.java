package dev.switchboard.testing;

class BlockHoundTests implements BlockHoundProof {}
