package dev.holdfast.testkit;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one form of a page, as far as hidden fields go. */
record HtmlForm(URI action, Map<String, String> fields) {

  private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");
  private static final Pattern FIELD =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

  static HtmlForm in(Page page) {
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new AssertionError("no form but " + page.status() + " " + page.body());
    }
    Map<String, String> fields = new LinkedHashMap<>();
    FIELD
        .matcher(page.body())
        .results()
        .forEach(field -> fields.put(text(field.group(1)), text(field.group(2))));
    return new HtmlForm(page.uri().resolve(text(form.group(1))), fields);
  }

  private static String text(String escaped) {
    return escaped.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&");
  }
}
