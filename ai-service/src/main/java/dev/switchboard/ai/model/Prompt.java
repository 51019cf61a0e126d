package dev.switchboard.ai.model;

/// What a language model is told.
///
/// @param system how to answer; it holds nothing that a customer or an author wrote
/// @param user the question and what is known, as data
/// @param tokens that the answer may take, where that is more than the configured number
record Prompt(String system, String user, int tokens) {
    String written() {
        return system + "\n\n" + user;
    }
}
