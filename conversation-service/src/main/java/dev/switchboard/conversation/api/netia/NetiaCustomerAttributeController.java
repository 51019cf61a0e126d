package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.customer.CustomAttribute;
import dev.switchboard.conversation.customer.CustomAttribute.Type;
import dev.switchboard.conversation.customer.CustomAttributes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Ours: which custom attributes customers have. Administrators define them.
@RestController
@Tag(name = "Netia: customers")
@RequestMapping("/api/customer_attributes")
class NetiaCustomerAttributeController {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,49}");
    private static final int LONGEST = 100;
    private static final int MOST_OPTIONS = 100;

    private final CustomAttributes attributes;
    private final Clock clock;
    private final Audit audit;

    NetiaCustomerAttributeController(CustomAttributes attributes, Clock clock, Audit audit) {
        this.audit = audit;
        this.attributes = attributes;
        this.clock = clock;
    }

    /// `{"customer_attribute": {…}}`
    private record DefinitionRequest(
            @JsonProperty("customer_attribute") @Nullable Body definition) {
        private record Body(
                @Nullable String key,
                @Nullable String label,
                @Nullable String type,
                @Nullable List<String> options) {}
    }

    private record DefinitionView(
            String key,
            String object,
            String label,
            String type,
            List<String> options,
            @JsonProperty("created_at") Instant createdAt) {
        static DefinitionView of(CustomAttribute attribute) {
            return new DefinitionView(
                    attribute.key(),
                    "customer_attribute",
                    attribute.label(),
                    attribute.type().wire(),
                    attribute.options(),
                    attribute.createdAt());
        }
    }

    @Operation(summary = "List custom attributes", description = "What customers of this account may have, by key.")
    @GetMapping
    Mono<NetiaData<List<DefinitionView>>> list(Caller.InAccount caller) {
        return attributes
                .all(NetiaCaller.reading(caller).accountId())
                .map(DefinitionView::of)
                .collectList()
                .map(NetiaData::new);
    }

    @Operation(summary = "Define a custom attribute", description = """
                    For administrators: a key, a label, and a type of text, number, boolean, date or list with its
                    options. At most 50 an account.""")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<NetiaData<DefinitionView>> define(Caller.Staff caller, @RequestBody DefinitionRequest request) {
        CustomAttribute wanted = definition(NetiaCustomerRights.administering(caller), request.definition());
        return audit.doing(
                        wanted.accountId(),
                        attributes.define(wanted),
                        defined -> Act.of("customer_attribute.defined", "customer_attribute", defined.key()))
                .map(DefinitionView::of)
                .map(NetiaData::new);
    }

    @Operation(summary = "Remove a custom attribute", description = """
                    For administrators. Customers keep the values that they have; no more are written.""")
    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(Caller.Staff caller, @PathVariable String key) {
        UUID accountId = NetiaCustomerRights.administering(caller);
        if (!KEY.matcher(key).matches()) {
            return Mono.error(NetiaIds.notFound());
        }
        return audit.doing(
                        accountId,
                        attributes.remove(accountId, key).filter(Boolean::booleanValue),
                        _ -> Act.of("customer_attribute.removed", "customer_attribute", key))
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .then();
    }

    private CustomAttribute definition(UUID accountId, DefinitionRequest.@Nullable Body body) {
        if (body == null) {
            throw Problem.field("customer_attribute", "can't be blank");
        }
        NetiaTexts texts = new NetiaTexts();
        String key = body.key() == null ? "" : body.key();
        if (!KEY.matcher(key).matches()) {
            texts.wrong("key", "should begin with a letter and have at most 50 of a-z, 0-9 and _");
        }
        String label = texts.label("label", body.label(), LONGEST);
        Type type = type(texts, body.type());
        List<String> options = body.options() == null ? List.of() : body.options();
        if (type == Type.LIST ? options.isEmpty() || options.size() > MOST_OPTIONS : !options.isEmpty()) {
            texts.wrong("options", "are 1 to " + MOST_OPTIONS + " for a list, and none for another type");
        }
        for (String option : options) {
            if (texts.label("options", option, LONGEST) == null) {
                texts.wrong("options", "can't be blank");
            }
        }
        texts.refuse();
        return new CustomAttribute(
                accountId,
                key,
                label == null ? key : label,
                Objects.requireNonNull(type),
                options,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static @Nullable Type type(NetiaTexts texts, @Nullable String name) {
        for (Type type : Type.values()) {
            if (type.wire().equals(name)) {
                return type;
            }
        }
        texts.wrong("type", "should be text, number, boolean, date or list");
        return null;
    }
}
