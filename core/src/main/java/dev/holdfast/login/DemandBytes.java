package dev.holdfast.login;

import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A demand as two fields of a record. */
final class DemandBytes {
  private DemandBytes() {}

  static void write(AuthenticationDemand demand, FieldWriter out) {
    out.text(String.join(" ", demand.acrValues()))
        .number(demand.maxAge().map(age -> age.toSeconds() + 1).orElse(0L));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  static AuthenticationDemand read(FieldReader in) {
    String acr = in.text();
    long age = in.number();
    return new AuthenticationDemand(
        acr.isEmpty() ? List.of() : List.of(acr.split(" ", -1)),
        age == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(age - 1)));
  }
}
