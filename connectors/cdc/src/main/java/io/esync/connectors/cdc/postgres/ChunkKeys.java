package io.esync.connectors.cdc.postgres;

import java.util.Set;

/** Types by which a table can be cut into chunks: their order is that of their values in Java. */
final class ChunkKeys {
  static final int UUID = 2950;
  private static final Set<Integer> TYPES = Set.of(20, 21, 23, 25, 1043, 1700, UUID);

  private ChunkKeys() {}

  static boolean cuts(int type) {
    return TYPES.contains(type);
  }
}
