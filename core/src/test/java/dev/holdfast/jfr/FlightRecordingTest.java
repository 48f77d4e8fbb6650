package dev.holdfast.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.NonceMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flight recording, read back. */
class FlightRecordingTest {
  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider =
      FakeProvider.start(time).nonces(NonceMode.ROTATING).accessTokenLife(Duration.ofMinutes(5));
  private final MapSessionStore sessions = new MapSessionStore(time);
  private final Recording recording = new Recording();
  private @TempDir Path dir;

  @BeforeEach
  void record() {
    for (Class<? extends jdk.jfr.Event> kind :
        List.of(StoreCallEvent.class, ProviderCallEvent.class, RenewalEvent.class)) {
      recording.enable(kind).withoutThreshold();
    }
    recording.start();
  }

  @AfterEach
  void close() {
    recording.close();
    provider.close();
  }

  private List<RecordedEvent> recorded() throws IOException {
    recording.stop();
    Path file = dir.resolve("test.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file);
  }

  private static List<RecordedEvent> of(List<RecordedEvent> all, String name) {
    return all.stream()
        .filter(event -> event.getEventType().getName().equals("dev.holdfast." + name))
        .toList();
  }

  private String life() {
    try (Node node =
        Node.over(Node.config(provider).build(), sessions, new MapCoordinationStore(time), time)) {
      OpenSession session = node.login();
      HeldSession held = new HeldSession(session);
      time.advance(Duration.ofMinutes(5));
      node.oidc().tokens(held).find().orElseThrow();
      time.advance(Duration.ofMinutes(5));
      provider.next().at(Endpoint.TOKEN).status(503);
      node.oidc().tokens(held).find();
      return session.logName();
    } // which waits until the renewals are over
  }

  @Test
  void renewals_and_calls_are_recorded() throws IOException {
    String session = life();
    List<RecordedEvent> all = recorded();

    assertThat(of(all, "Renewal"))
        .extracting(event -> event.getString("session") + " " + event.getString("outcome"))
        .containsExactlyInAnyOrder(session + " renewed", session + " provider_unavailable");
    assertThat(of(all, "ProviderCall"))
        .extracting(event -> event.getString("endpoint") + " " + event.getInt("status"))
        .contains("metadata 200", "pushed_request 400", "keys 200", "token 200", "token 503");
    assertThat(of(all, "ProviderCall"))
        .filteredOn(event -> event.getString("repeat").equals("nonce"))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.getDuration()).isPositive());
    assertThat(of(all, "StoreCall"))
        .extracting(
            event ->
                event.getString("backEnd")
                    + " "
                    + event.getString("operation")
                    + " "
                    + event.getString("outcome"))
        .contains(
            "MapSessionStore create done",
            "MapSessionStore load done",
            "MapSessionStore replace done",
            "MapCoordinationStore fact_put_if_absent done");
    assertThat(all).extracting(event -> event.getString("registration")).containsOnly("default");
  }

  @Test
  void nothing_secret_is_recorded() throws IOException {
    life();
    String all = String.join("\n", recorded().stream().map(RecordedEvent::toString).toList());
    assertThat(all).contains("MapSessionStore").doesNotContain("http:", "?", "code=");
    assertThat(provider.secrets().foundIn(all)).isEmpty();
  }
}
