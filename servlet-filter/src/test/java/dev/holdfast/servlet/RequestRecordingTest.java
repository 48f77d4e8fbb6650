package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.jfr.RequestEvent;
import dev.holdfast.jfr.StoreCallEvent;
import dev.holdfast.testkit.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording shows of requests. */
class RequestRecordingTest {
  private @TempDir Path dir;

  private static boolean isRequest(RecordedEvent event) {
    return event.getEventType().getName().equals("dev.holdfast.Request");
  }

  @Test
  void each_request_is_recorded_with_its_route() throws IOException {
    List<RecordedEvent> all;
    try (Recording recording = new Recording()) {
      recording.enable(RequestEvent.class).withoutThreshold();
      recording.enable(StoreCallEvent.class).withoutThreshold();
      try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
        recording.start();
        Browser browser = shop.browser();
        browser.open("/whoami?private=value");
        browser.post("/auth/logout", Map.of());
        browser.get("/whoami");
        browser.get("/whoami"); // behind which the one before is over
      } // which waits for what its container still does
      recording.stop();
      Path file = dir.resolve("test.jfr");
      recording.dump(file);
      all = RecordingFile.readAllEvents(file);
    }

    assertThat(all.stream().filter(RequestRecordingTest::isRequest))
        .extracting(
            event ->
                event.getString("method")
                    + " "
                    + event.getString("route")
                    + " "
                    + event.getInt("status"))
        .contains(
            "GET protected 303",
            "GET callback 303",
            "GET protected 200",
            "POST logout 200",
            "GET protected 401");
    assertThat(all).extracting(RecordedEvent::toString).noneMatch(text -> text.contains("value"));
    assertThat(all).anyMatch(event -> !isRequest(event));
  }
}
