package io.esync.connectors.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The buffers of this JVM, by name. */
public final class MemoryBuffers {
  private static final Map<String, MemoryBuffer> BUFFERS = new ConcurrentHashMap<>();

  private MemoryBuffers() {}

  /** The buffer of this name, empty at first. */
  public static MemoryBuffer named(String name) {
    return BUFFERS.computeIfAbsent(name, key -> new MemoryBuffer());
  }

  /** Forgets a buffer; who asks for the name again gets another one. */
  public static void remove(String name) {
    BUFFERS.remove(name);
  }
}
