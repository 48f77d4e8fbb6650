package dev.holdfast.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Chrome on Linux    | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36
          Edge on Windows    | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0
          Firefox on a Mac   | Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0
          Safari on an iPhone| Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1
          Chrome on Android  | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36
          A browser on Linux | Mozilla/5.0 (X11; Linux x86_64) Something/1
          A program          | Java-http-client/17.0.15
          """)
  void a_browser_is_told_in_a_few_words(String words, String userAgent) {
    assertThat(Device.of(userAgent)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"<b>me</b>", "''"})
  void nothing_of_what_it_calls_itself_is_repeated(String userAgent) {
    assertThat(Device.of(userAgent)).isIn("A program", "Something that gave no name");
  }
}
