package dev.switchboard.memory.knowledge.index;

import java.util.Map;

/// One word of a question as the index may know it.
///
/// @param weight how much of the question hangs on it: 1 for a word of every chunk, 2 for a word of none
/// @param stems what may be meant, each with how surely, above 0 to 1; empty for a word that the account never uses
record Wanted(double weight, Map<String, Double> stems) {}
