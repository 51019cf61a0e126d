package dev.switchboard.channel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// What every provider must do, shown against its emulator: above all, tell a message that was certainly not taken
/// from one whose answer was lost.
public interface ProviderContract {
    Duration PATIENCE = Duration.ofSeconds(20);

    Mono<Delivery> send(String text);

    Mono<Delivery> sendToNobody(String text);

    /// Switches a fault of the emulator on, for one request.
    void fault(String mode);

    /// Messages that the emulator has taken.
    int taken();

    @Test
    default void aMessageThatIsTakenHasTheProvidersId() {
        assertThat(send("Hello").block(PATIENCE))
                .isInstanceOfSatisfying(
                        Delivery.Sent.class,
                        sent -> assertThat(sent.providerMessageId()).isNotBlank());
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    default void aRefusalIsFinalAndSaysWhyInWords() {
        fault("refused");
        assertThat(send("Hello").block(PATIENCE))
                .isInstanceOfSatisfying(
                        Delivery.Failed.class,
                        failed -> assertThat(failed.reason()).contains(" ").doesNotContain("#"));
        assertThat(taken()).isZero();
    }

    @Test
    default void aMessageIsPostponedWhereItWasCertainlyNotTaken() {
        fault("429");
        assertThat(send("Hello").block(PATIENCE)).isInstanceOf(Delivery.Postponed.class);
        fault("500");
        assertThat(send("Hello").block(PATIENCE)).isInstanceOf(Delivery.Postponed.class);
        assertThat(sendToNobody("Hello").block(PATIENCE)).isInstanceOf(Delivery.Postponed.class);
        assertThat(taken()).isZero();
    }

    @Test
    default void aLostAnswerIsUnknown() {
        fault("timeout");
        assertThat(send("Hello").block(PATIENCE)).isInstanceOf(Delivery.Unknown.class);
        fault("lost_response");
        assertThat(send("Hello").block(PATIENCE)).isInstanceOf(Delivery.Unknown.class);
        assertThat(taken()).isEqualTo(1);
    }
}
