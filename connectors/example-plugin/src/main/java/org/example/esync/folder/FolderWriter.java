package org.example.esync.folder;

import io.esync.connectors.spi.TargetException;
import io.esync.connectors.spi.TargetException.Kind;
import io.esync.connectors.spi.TargetWriter;
import io.esync.operators.model.ChangeOp;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Row;
import java.io.IOException;
import java.util.List;

/**
 * Applies batches to a folder. A batch is all or nothing as far as it can be refused: what a folder
 * cannot hold is found before the first file is written.
 */
final class FolderWriter implements TargetWriter {
  private final TextFolder folder;

  FolderWriter(TextFolder folder) {
    this.folder = folder;
  }

  @Override
  public void write(List<ChangeRecord> batch) throws TargetException {
    for (ChangeRecord change : batch) {
      requireEntry(change);
    }
    try {
      for (ChangeRecord change : batch) {
        if (change.op() == ChangeOp.DELETE) {
          folder.delete(name(change));
        } else {
          folder.write(name(change), change.row().get("value").toString());
        }
      }
    } catch (IOException e) {
      throw new TargetException(
          Kind.TRANSIENT, "cannot write to " + folder.path() + ": " + e.getMessage(), "", e);
    }
  }

  private static String name(ChangeRecord change) {
    return change.key().values().get(0).toString();
  }

  private static void requireEntry(ChangeRecord change) throws TargetException {
    if (!TextFolder.isName(name(change))) {
      throw refused("'" + name(change) + "' is no name for a file");
    }
    Object value = change.row().get("value");
    if (change.op() != ChangeOp.DELETE && (value == null || value == Row.ABSENT)) {
      throw refused("'" + name(change) + "' has no text; map the field 'value'");
    }
  }

  private static TargetException refused(String message) {
    return new TargetException(Kind.REFUSED, message, "", null);
  }

  @Override
  public void close() {}
}
