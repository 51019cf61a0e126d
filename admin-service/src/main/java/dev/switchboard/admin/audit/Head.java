package dev.switchboard.admin.audit;

import java.util.UUID;

/// Where a chain ends and where it begins.
///
/// @param floorNumber entries up to it were kept long enough; `floorHash` is that of the last of them
/// @param seal the keyed hash of the rest, hex
record Head(UUID accountId, long number, String hash, long floorNumber, String floorHash, String seal) {
    static Head of(UUID accountId) {
        return new Head(accountId, 0, Link.NOTHING, 0, Link.NOTHING, "");
    }

    Head at(Link last) {
        return new Head(accountId, last.number(), last.hash(), floorNumber, floorHash, seal);
    }

    Head from(long floor, String hashOfFloor) {
        return new Head(accountId, number, hash, floor, hashOfFloor, seal);
    }

    Head sealed(String newSeal) {
        return new Head(accountId, number, hash, floorNumber, floorHash, newSeal);
    }

    /// What is sealed.
    String text() {
        return accountId + "|" + number + "|" + hash + "|" + floorNumber + "|" + floorHash;
    }
}
