package dev.switchboard.common.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The evidence of an answer: the article it stands in.
///
/// @param relevance calibrated, 0 to 1
public record Source(UUID articleId, String title, @Nullable String url, double relevance) {}
