package dev.switchboard.common.service;

import dev.switchboard.common.problem.Problem;

/// A page of a list of the platform's Admin API.
///
/// @param page from 1
/// @param limit rows on a page, 1 to 100
public record PlatformPage(int page, int limit) {
    private static final int FURTHEST = 10_000;

    /// @throws Problem `VALIDATION` that names the field out of bounds; no page lies past 10,000 rows
    public PlatformPage {
        if (limit < 1 || limit > 100) {
            throw Problem.field("limit", "must be from 1 to 100");
        }
        if (page < 1 || (long) page * limit > FURTHEST) {
            throw Problem.field("page", "must be from 1, and not past " + FURTHEST + " rows");
        }
    }

    /// Rows before this page.
    public int offset() {
        return (page - 1) * limit;
    }

    public Pagination of(long total) {
        return new Pagination(total, page, limit, Math.ceilDiv(total, limit));
    }

    /// What the answer says of its page.
    public record Pagination(long total, int page, int limit, long pages) {}
}
