package io.esync.operators.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class FormatMigrationTest {
  @Test
  void state_of_an_older_format_is_migrated_on_restore() throws Exception {
    OperatorSubtaskState old;
    try (Keeper keeper = new Keeper(1, null)) {
      keeper.process("k");
      keeper.process("k");
      old = keeper.snapshot();
    }
    OperatorSubtaskState migrated;
    try (Keeper keeper = new Keeper(2, old)) {
      assertThat(keeper.process("k")).isEqualTo(new Note("k", 3, "format 1 had no author"));
      assertThat(keeper.process("other")).isEqualTo(new Note("other", 1, "me"));
      migrated = keeper.snapshot();
    }
    try (Keeper keeper = new Keeper(2, migrated)) {
      assertThat(keeper.process("k").count()).isEqualTo(4);
    }
  }

  @Test
  void state_of_a_newer_format_is_refused_in_words() throws Exception {
    OperatorSubtaskState newer;
    try (Keeper keeper = new Keeper(3, null)) {
      keeper.process("k");
      newer = keeper.snapshot();
    }

    assertThatThrownBy(() -> new Keeper(2, newer))
        .hasStackTraceContaining("the state was written by a newer ESync, in format 3")
        .hasStackTraceContaining("reads formats up to 2");
  }

  /** A state that got its author in format 2. */
  record Note(String text, int count, String author) {}

  /** Writes notes in any of the formats; the current one is 2. */
  static final class NoteSerializer extends FormatSerializer<Note> {
    private static final long serialVersionUID = 1L;

    NoteSerializer(int format) {
      super(format);
    }

    @Override
    public void serialize(Note note, DataOutputView target) throws IOException {
      target.writeUTF(note.text());
      if (format() >= 2) {
        target.writeUTF(note.author());
      }
      target.writeInt(note.count());
    }

    @Override
    public Note deserialize(DataInputView source) throws IOException {
      String text = source.readUTF();
      String author = format() >= 2 ? source.readUTF() : "format 1 had no author";
      return new Note(text, source.readInt(), author);
    }

    @Override
    public FormatSnapshot<Note> snapshotConfiguration() {
      return new Snapshot(format());
    }

    /** Knows formats 1 and 2. */
    public static final class Snapshot extends FormatSnapshot<Note> {
      public Snapshot() {
        super(2);
      }

      Snapshot(int format) {
        super(format);
      }

      @Override
      protected FormatSerializer<Note> serializer(int format) {
        return new NoteSerializer(format);
      }
    }
  }

  /** Keeps a note for each key. */
  private static final class KeepFunction extends KeyedProcessFunction<String, String, Note> {
    private static final long serialVersionUID = 1L;

    private final int format;
    private transient ValueState<Note> state;

    KeepFunction(int format) {
      this.format = format;
    }

    @Override
    public void open(OpenContext context) {
      state =
          getRuntimeContext()
              .getState(new ValueStateDescriptor<>("note", new NoteSerializer(format)));
    }

    @Override
    public void processElement(String text, Context context, Collector<Note> out)
        throws IOException {
      Note known = state.value();
      Note note =
          known == null
              ? new Note(text, 1, "me")
              : new Note(text, known.count() + 1, known.author());
      state.update(note);
      out.collect(note);
    }
  }

  /** The function as Flink runs it. */
  private static final class Keeper implements AutoCloseable {
    private final KeyedOneInputStreamOperatorTestHarness<String, String, Note> harness;

    Keeper(int format, OperatorSubtaskState state) throws Exception {
      harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new KeepFunction(format)), text -> text, Types.STRING);
      harness.setStateBackend(new EmbeddedRocksDBStateBackend());
      harness.setup(new NoteSerializer(2));
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
    }

    Note process(String text) throws Exception {
      harness.processElement(text, 0L);
      var output = harness.extractOutputValues();
      return output.get(output.size() - 1);
    }

    OperatorSubtaskState snapshot() throws Exception {
      return harness.snapshot(1L, 1L);
    }

    @Override
    public void close() {
      try {
        harness.close();
      } catch (Exception e) {
        throw new IllegalStateException("the harness does not close", e);
      }
    }
  }
}
