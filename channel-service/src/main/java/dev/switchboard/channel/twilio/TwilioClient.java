package dev.switchboard.channel.twilio;

import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.channel.channel.PublicAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Calls Twilio's REST API.
@Component
class TwilioClient {
    static final String WEBHOOK = "/api/twilio/webhook";
    private static final String WHO = "Twilio";

    /// @param apiUrl Twilio's API, or what stands for it
    @ConfigurationProperties("switchboard.twilio")
    record Settings(@DefaultValue("https://api.twilio.com") URI apiUrl) {}

    /// What is read of a message, or of a refusal.
    record Taken(
            @Nullable String sid,
            @Nullable Integer code,
            @Nullable String message) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Numbers(@Nullable List<PhoneNumber> incomingPhoneNumbers) {
        boolean holds(String number) {
            return incomingPhoneNumbers != null
                    && incomingPhoneNumbers.stream().anyMatch(one -> number.equals(one.phoneNumber()));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record PhoneNumber(@Nullable String phoneNumber) {}

    private final ProviderHttp http;
    private final Settings settings;
    private final PublicAddress address;
    private final JsonMapper json;

    TwilioClient(ProviderHttp http, Settings settings, PublicAddress address, JsonMapper json) {
        this.http = http;
        this.settings = settings;
        this.address = address;
        this.json = json;
    }

    Mono<Delivery> send(TwilioSettings account, Outbound message) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("From", account.number());
        form.add("To", message.recipient());
        if (!message.text().isBlank()) {
            form.add("Body", message.text());
        }
        if (message.file() != null && message.file().url() != null) {
            form.add("MediaUrl", message.file().url());
        }
        String base = account.publicUrl() == null ? address.of("") : account.publicUrl();
        form.add("StatusCallback", URI.create(base).resolve(WEBHOOK).toString());
        var request = http.client()
                .post()
                .uri(settings.apiUrl() + "/2010-04-01/Accounts/{sid}/Messages.json", account.accountSid())
                .headers(headers -> headers.setBasicAuth(account.accountSid(), account.authToken()))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(BodyInserters.fromFormData(form));
        return http.deliver(WHO, request, this::delivery);
    }

    /// Whether Twilio knows the account by this token. Fails as the client does.
    Mono<Boolean> knows(TwilioSettings account) {
        return http.ask(http.client()
                        .get()
                        .uri(settings.apiUrl() + "/2010-04-01/Accounts/{sid}.json", account.accountSid())
                        .headers(headers -> headers.setBasicAuth(account.accountSid(), account.authToken())))
                .map(Answer::isSuccess);
    }

    /// Whether the number is one of the account's.
    Mono<Boolean> owns(TwilioSettings account) {
        return http.ask(http.client()
                        .get()
                        .uri(
                                settings.apiUrl()
                                        + "/2010-04-01/Accounts/{sid}/IncomingPhoneNumbers.json?PhoneNumber={number}",
                                account.accountSid(),
                                account.number())
                        .headers(headers -> headers.setBasicAuth(account.accountSid(), account.authToken())))
                .mapNotNull(answer -> answer.isSuccess() ? answer.as(json, Numbers.class) : null)
                .map(numbers -> numbers.holds(account.number()))
                .defaultIfEmpty(false);
    }

    private Delivery delivery(Answer answer) {
        Taken taken = answer.as(json, Taken.class);
        if (answer.isSuccess()) {
            return taken == null || taken.sid() == null
                    ? ProviderHttp.lost(WHO)
                    : new Delivery.Sent(taken.sid(), answer.requestId());
        }
        int code = taken == null || taken.code() == null ? 0 : taken.code();
        if (TwilioErrors.isRate(code)) {
            return new Delivery.Postponed("Too many messages were sent at once", true, answer.after());
        }
        if (answer.isServerError()) {
            return code == 0
                    ? ProviderHttp.lost(WHO)
                    : new Delivery.Postponed("Twilio has trouble of its own (" + code + ")", true, answer.after());
        }
        return TwilioErrors.failed(code == 0 ? answer.status() : code, taken == null ? null : taken.message());
    }
}
