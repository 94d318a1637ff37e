package io.esync.operators.resync;

import java.io.IOException;
import java.io.Serializable;

/** Reads tables of one source once more while its changes flow on. */
public interface Rereader extends Serializable {
  /** Connects. */
  TableReader open() throws IOException;
}
