package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/// Where a message comes from or goes to. Lower case on the wire; a newer service's channel reads as `UNKNOWN`.
public enum Channel {
    WEB,
    WHATSAPP,
    MESSENGER,
    X,
    SMS,
    EMAIL,
    SLACK,
    MATTERMOST,
    TELEGRAM,
    INTERCOM,
    BOT,
    API,
    @JsonEnumDefaultValue
    UNKNOWN
}
