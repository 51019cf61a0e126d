package dev.switchboard.admin.deadletter;

import dev.switchboard.common.erasure.Erasure.Removal;

/// What an erasure removes of the dead letters: those that name the customer or a conversation of theirs, but for the
/// requests to erase themselves, which have to be tried again.
public final class ForgetLetters {
    public static final Removal REMOVAL = new Removal("dead_letters", """
            DELETE FROM dead_letter d USING gone g
            WHERE d.account_id = g.account_id
                AND coalesce(d.type, '') NOT IN ('customer.erased.v1', 'customer.conversations_expired.v1')
                AND EXISTS (SELECT 1 FROM unnest(g.ids || g.conversations::text[]) AS named (id)
                    WHERE length(named.id) > 2 AND position(convert_to(named.id, 'UTF8') IN d.value) > 0)
            """);

    private ForgetLetters() {}
}
