package dev.holdfast.demo.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody who can sign in. The password is the user name. */
record DemoUser(String userName, String fullName, List<String> groups) {
  private static final Map<String, DemoUser> ALL =
      Map.of(
          "alice", new DemoUser("alice", "Alice Arden", List.of("customers", "managers")),
          "bob", new DemoUser("bob", "Bob Brook", List.of("customers")));

  static Optional<DemoUser> named(String userName) {
    return Optional.ofNullable(ALL.get(userName));
  }

  String email() {
    return userName + "@example.org";
  }
}
