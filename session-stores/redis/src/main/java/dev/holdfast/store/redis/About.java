package dev.holdfast.store.redis;

import dev.holdfast.session.GroupKey;
import dev.holdfast.session.SealedRecord;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a record beside its bytes and times, and never changes: its label and its groups.
 * Encoded, each has its length in front, as four octets.
 */
final class About {
  private final byte[] label;
  private final List<GroupKey> groups;

  private About(byte[] label, List<GroupKey> groups) {
    this.label = label;
    this.groups = groups;
  }

  static About of(SealedRecord sealed) {
    return new About(sealed.label(), List.copyOf(sealed.groups()));
  }

  /** Empty for octets that are no such thing. */
  static Optional<About> in(byte[] encoded) {
    ByteBuffer from = ByteBuffer.wrap(encoded);
    try {
      byte[] label = next(from);
      List<GroupKey> groups = new ArrayList<>();
      while (from.hasRemaining()) {
        groups.add(new GroupKey(new String(next(from), StandardCharsets.UTF_8)));
      }
      return Optional.of(new About(label, groups));
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static byte[] next(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] next = new byte[length];
    from.get(next);
    return next;
  }

  byte[] encoded() {
    List<byte[]> parts = new ArrayList<>();
    parts.add(label);
    groups.forEach(group -> parts.add(group.name().getBytes(StandardCharsets.UTF_8)));
    int size = parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum();
    ByteBuffer encoded = ByteBuffer.allocate(size);
    parts.forEach(part -> encoded.putInt(part.length).put(part));
    return encoded.array();
  }

  byte[] label() {
    return label.clone();
  }

  Set<GroupKey> groups() {
    return Set.copyOf(groups);
  }
}
