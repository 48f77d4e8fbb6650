package dev.holdfast.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void text_from_outside_is_escaped_and_pieces_are_not() {
    Html name = Html.of("<b title=\"{}\">{}</b>", "\" onclick='x'", "<script>&{}");

    assertThat(Html.of("<p>{}</p>", name))
        .hasToString("<p><b title=\"&quot; onclick=&#39;x&#39;\">&lt;script&gt;&amp;{}</b></p>");
  }

  @Test
  void foreign_json_becomes_lists_and_stays_text() {
    assertThat(Values.show(Map.of("<i>", List.of("a & b", 7))))
        .hasToString(
            "<dl class=\"facts\"><div><dt>&lt;i&gt;</dt><dd><ul><li>a &amp; b</li>\n"
                + "<li>7</li></ul></dd></div></dl>");
  }

  @Test
  void times_are_said_as_people_say_them() {
    assertThat(Moments.distance(NOON, NOON.plusSeconds(7 * 3600 + 59 * 60)))
        .isEqualTo("in 7 h 59 min");
    assertThat(Moments.distance(NOON, NOON.minusSeconds(12))).isEqualTo("12 s ago");
    assertThat(Moments.distance(NOON, NOON.plusMillis(400))).isEqualTo("now");
    assertThat(Moments.distance(NOON, NOON.plusSeconds(3 * 86_400))).isEqualTo("in 3 d 0 h");
  }
}
