package dev.holdfast.demo.web;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what a JSON parser made of foreign JSON as nested lists. */
final class Values {
  private Values() {}

  static Html show(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return Html.of(
          "<dl class=\"facts\">{}</dl>",
          Html.all(
              members.entrySet().stream()
                  .map(
                      member ->
                          Html.of(
                              "<div><dt>{}</dt><dd>{}</dd></div>",
                              String.valueOf(member.getKey()),
                              show(member.getValue())))));
    }
    if (value instanceof Collection<?> elements) {
      return Html.of(
          "<ul>{}</ul>",
          Html.all(elements.stream().map(element -> Html.of("<li>{}</li>", show(element)))));
    }
    return Html.of("{}", String.valueOf(value));
  }
}
