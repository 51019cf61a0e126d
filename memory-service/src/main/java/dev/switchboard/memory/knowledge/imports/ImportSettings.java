package dev.switchboard.memory.knowledge.imports;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param largest bytes of what is sent; more is refused
/// @param unpacked bytes that an archive may hold, unpacked; what is behind them is skipped
/// @param articles of one import; what is behind them is skipped
/// @param pdfPages that are read of a PDF
/// @param patience how long the reading may take; past it the import fails, and nothing is kept
/// @param uploads that are read at once; more are told to come later (429), for each needs its memory
/// @param page bytes of a page of a sitemap; a longer one is skipped
/// @param pagePatience how long one page may take
/// @param lease how long a sitemap may take; then another worker begins anew
@Validated
@ConfigurationProperties("switchboard.knowledge.import")
record ImportSettings(
        @DefaultValue("10MB") DataSize largest,
        @DefaultValue("50MB") DataSize unpacked,
        @DefaultValue("500") @Min(1) int articles,
        @DefaultValue("200") @Min(1) int pdfPages,
        @DefaultValue("20s") Duration patience,
        @DefaultValue("2") @Min(1) int uploads,
        @DefaultValue("2MB") DataSize page,
        @DefaultValue("10s") Duration pagePatience,
        @DefaultValue("30m") Duration lease) {}
