package dev.lanegrad.losses.centers;

import dev.lanegrad.losses.centers.NumpyObjects.Bytes;
import dev.lanegrad.losses.centers.NumpyObjects.Callable;
import dev.lanegrad.losses.centers.NumpyObjects.Dtype;
import dev.lanegrad.losses.centers.NumpyObjects.NdArray;
import dev.lanegrad.losses.centers.RowPattern.Search;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.annotations.Nullable;

/**
 * Executes the opcodes of Python's pickle protocols 0 to 5 (CPython, {@code Lib/pickletools.py}) that plain data and
 * NumPy arrays need, and refuses the others: whatever imports, constructs or calls beyond {@link Callable}.
 *
 * <p>Nothing recurses, nothing is allocated by a claimed length, and the number of opcodes is limited, so time and memory are
 * bounded by the length of the file and that number. Python's values become {@code Long}, {@code Double}, {@code Boolean},
 * {@code String}, {@link Bytes}, {@code List} (lists and tuples), {@link Dict}, {@link #NONE} and the objects of
 * {@link NumpyObjects}.
 */
final class PickleMachine {

    /** Python's None. */
    static final Object NONE = "None".toCharArray();

    private static final Object MARK = "mark".toCharArray();

    /** A dictionary as it was filled: keys and values in order, later ones overriding earlier ones. */
    record Dict(List<Object> keys, List<Object> values) {
        Dict() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    // The integers of opcodes.
    private static final Dtype BYTE = Dtype.ofOpcode('u', 1);
    private static final Dtype SHORT = Dtype.ofOpcode('u', 2);
    private static final Dtype INT = Dtype.ofOpcode('i', 4);

    private final PickleInput in;
    private final PickleLiterals literals;
    private final ArrayList<Object> stack = new ArrayList<>();

    private final PickleMemo memo = new PickleMemo();

    /** Bytes that encoding may still produce: a text that is encoded again and again must not fill the memory. */
    private long encodable;

    /** Opcodes that may still be executed: each can take some memory that the file does not have. */
    private long steps;

    /** What repeats from row to row, if that is to be used. */
    private final boolean patterns;
    private final Search search;
    private @Nullable RowPattern pattern;

    private PickleMachine(byte[] file, long steps, boolean patterns) {
        this.in = new PickleInput(file);
        this.literals = new PickleLiterals(in);
        this.encodable = file.length;
        this.steps = steps;
        this.patterns = patterns;
        this.search = new Search(file);
    }

    /** The object that a pickle describes, in at most so many opcodes; nothing may follow it. */
    static Object load(byte[] file, long steps) throws CenterFileException {
        try {
            return load(file, steps, true);
        } catch (PickleMemo.SkippedException e) {
            return load(file, steps, false);
        }
    }

    static Object load(byte[] file, long steps, boolean patterns) throws CenterFileException {
        return new PickleMachine(file, steps, patterns).load();
    }

    private Object load() throws CenterFileException {
        Object result = run();
        if (in.remaining() > 0) {
            throw in.failure(in.remaining() + " bytes follow the end of the pickle");
        }
        return result;
    }

    private Object run() throws CenterFileException {
        boolean first = true;
        for (;;) {
            if (pattern != null && pattern.matches(in.position()) && steps >= pattern.steps) {
                takeRow(pattern);
                continue;
            }
            int opcode = in.opcode();
            if (--steps < 0) {
                throw in.failure("the pickle takes more steps than centres of this size can need");
            }
            search.opcode(opcode);
            if (opcode == '.') {
                Object result = pop();
                if (!stack.isEmpty()) {
                    throw in.failure("the pickle ends with " + stack.size() + " objects left over");
                }
                return result;
            }
            if (opcode == 0x80) {
                protocol(first);
            } else {
                execute(opcode);
            }
            first = false;
        }
    }

    /** Does at once what the opcodes of a row would do. */
    private void takeRow(RowPattern row) {
        stack.add(row.classAt(in.position()));
        stack.add(row.rowAt(in.position()));
        memo.skip(row.memos);
        steps -= row.steps;
        in.skip(row.length());
        search.start(in.position(), stack.size(), memo.size());
    }

    /** A row is complete on top of the stack; the next one may have its pattern. */
    private void endRow(NdArray row) {
        if (patterns && memo.isDense()) {
            RowPattern found = search.found(in.position(), row, stack.size(), memo.size());
            pattern = found == null ? pattern : found;
        }
        search.start(in.position(), stack.size(), memo.size());
    }

    private void protocol(boolean first) throws CenterFileException {
        int protocol = in.unsignedByte();
        if (!first || protocol > 5) {
            throw in.failure("the protocol " + protocol + " must be at most 5 and stand at the beginning");
        }
    }

    private void execute(int opcode) throws CenterFileException {
        switch (opcode) {
            case 0x95 -> frame();
            case '(' -> stack.add(MARK);
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> stack.add(top());
            case 'N' -> stack.add(NONE);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'I', 'L' -> stack.add(literals.integerOrBoolean(in.line()));
            case 'K' -> integer(in.unsignedByte(), BYTE);
            case 'M' -> integer(in.unsignedShort(), SHORT);
            case 'J' -> integer(in.signedInt(), INT);
            case 0x8A -> stack.add(literals.integer(in.slice(in.unsignedByte())));
            case 0x8B -> stack.add(literals.integer(in.slice(in.signedInt())));
            case 'F' -> stack.add(literals.decimal(in.line()));
            case 'G' -> stack.add(in.bigEndianDouble());
            case 'V' -> stack.add(literals.rawUnicodeEscape(in.line()));
            case 0x8C -> stack.add(in.utf8(in.unsignedByte()));
            case 'X' -> stack.add(in.utf8(in.unsignedInt()));
            case 0x8D -> stack.add(in.utf8(in.length64()));
            case 'C' -> stack.add(in.slice(in.unsignedByte()));
            case 'B' -> stack.add(in.slice(in.unsignedInt()));
            case 0x8E, 0x96 -> stack.add(in.slice(in.length64()));
            default -> executeStructure(opcode);
        }
    }

    private void executeStructure(int opcode) throws CenterFileException {
        switch (opcode) {
            case ')' -> stack.add(List.of());
            case ']' -> stack.add(new ArrayList<>());
            case 't' -> stack.add(Arrays.asList(popToMark()));
            case 'l' -> stack.add(new ArrayList<>(Arrays.asList(popToMark())));
            case 0x85 -> stack.add(popTuple(1));
            case 0x86 -> stack.add(popTuple(2));
            case 0x87 -> stack.add(popTuple(3));
            case 'a' -> append(popTuple(1));
            case 'e' -> append(Arrays.asList(popToMark()));
            case '}' -> stack.add(new Dict());
            case 'd' -> dict(Arrays.asList(popToMark()));
            case 's' -> setItems(popTuple(2));
            case 'u' -> setItems(Arrays.asList(popToMark()));
            case 'p' -> put(literals.memo(in.line()));
            case 'q' -> put(in.unsignedByte());
            case 'r' -> put(in.unsignedInt());
            case 0x94 -> memo.add(operand());
            case 'g' -> get(literals.memo(in.line()));
            case 'h' -> get(in.unsignedByte());
            case 'j' -> get(in.unsignedInt());
            case 'c' -> stack.add(Callable.named(in, in.line(), in.line()));
            case 0x93 -> stackGlobal();
            case 'R' -> reduce();
            case 'b' -> build();
            default -> throw in.failure("the opcode 0x%02x is not allowed in a centre file".formatted(opcode));
        }
    }

    private void frame() throws CenterFileException {
        long length = in.length64();
        if (length < 0 || length > in.remaining()) {
            throw in.failure("a frame of " + Long.toUnsignedString(length) + " bytes, but " + in.remaining()
                    + " are left");
        }
    }

    // Stack and memo

    private Object top() throws CenterFileException {
        search.peeked(stack.size() - 1);
        return operand();
    }

    /** The object on top, to be memoized: what patterns skip, nobody reads. */
    private Object operand() throws CenterFileException {
        if (stack.isEmpty() || stack.getLast() == MARK) {
            throw in.failure("an operand is missing");
        }
        return stack.getLast();
    }

    private Object pop() throws CenterFileException {
        Object value = top();
        stack.removeLast();
        search.removed(stack.size());
        return value;
    }

    private List<Object> popTuple(int n) throws CenterFileException {
        Object[] values = new Object[n];
        for (int i = n - 1; i >= 0; i--) {
            values[i] = pop();
        }
        return Arrays.asList(values);
    }

    private Object[] popToMark() throws CenterFileException {
        int mark = stack.size() - 1;
        while (mark >= 0 && stack.get(mark) != MARK) {
            mark--;
        }
        if (mark < 0) {
            throw in.failure("there is no mark");
        }
        List<Object> tail = stack.subList(mark + 1, stack.size());
        Object[] values = tail.toArray();
        tail.clear();
        stack.removeLast();
        search.removed(mark);
        return values;
    }

    /** Pushes the integer that has just been read, which may be a row's class. */
    private void integer(long value, Dtype dtype) {
        search.integer(in.position() - dtype.size(), dtype, stack.size());
        stack.add(value);
    }

    /** Memoizes under a number of the pickle's choice, which may be one that a pattern reads. */
    private void put(long index) throws CenterFileException {
        pattern = null;
        memo.put(index, operand());
    }

    private void get(long index) throws CenterFileException {
        Object value = memo.get(index);
        if (value == null) {
            throw in.failure("there is no memo " + index);
        }
        search.read(index, value);
        stack.add(value);
    }

    // Containers

    private void append(List<Object> values) throws CenterFileException {
        if (!(top() instanceof ArrayList<?>)) {
            throw in.failure("only a list can be appended to");
        }
        @SuppressWarnings("unchecked")
        ArrayList<Object> list = (ArrayList<Object>) top();
        list.addAll(values);
    }

    private void dict(List<Object> items) throws CenterFileException {
        stack.add(new Dict());
        setItems(items);
    }

    private void setItems(List<Object> items) throws CenterFileException {
        if (!(top() instanceof Dict dict)) {
            throw in.failure("only a dictionary can have items set");
        }
        if (items.size() % 2 != 0) {
            throw in.failure("a key without a value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            if (!(items.get(i) instanceof Long)) {
                throw in.failure("a key of the dictionary must be an integer, the index of a class");
            }
            dict.keys().add(items.get(i));
            dict.values().add(items.get(i + 1));
        }
    }

    // Calls

    private void stackGlobal() throws CenterFileException {
        List<Object> names = popTuple(2);
        if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
            throw in.failure("the name of a global must be text");
        }
        stack.add(Callable.named(in, module, name));
    }

    private void reduce() throws CenterFileException {
        List<Object> call = popTuple(2);
        if (!(call.get(0) instanceof Callable callable) || !(call.get(1) instanceof List<?> arguments)) {
            throw in.failure("only an allowed global can be called, with a tuple");
        }
        switch (callable) {
            case NDARRAY -> throw in.failure("an array cannot be made by calling ndarray");
            case DTYPE -> stack.add(dtype(arguments));
            case RECONSTRUCT -> stack.add(reconstruct(arguments));
            case SCALAR -> scalar(arguments);
            case FROMBUFFER -> fromBuffer(arguments);
            case LATIN1_ENCODE -> stack.add(encode(arguments));
        }
    }

    private void scalar(List<?> arguments) throws CenterFileException {
        Object value = NumpyObjects.scalar(in, arguments);
        Dtype dtype = (Dtype) arguments.getFirst();
        Bytes data = (Bytes) arguments.getLast();
        if (dtype.integers() && in.holds(data)) {
            search.integer(data.offset(), dtype, stack.size());
        }
        stack.add(value);
    }

    private Dtype dtype(List<?> arguments) throws CenterFileException {
        search.spoil();
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof String name)) {
            throw in.failure("a dtype must be named by text");
        }
        return Dtype.named(in, name);
    }

    /** {@code _reconstruct(ndarray, (0,), b'b')}: an array whose state follows. */
    private NdArray reconstruct(List<?> arguments) throws CenterFileException {
        if (arguments.size() != 3 || arguments.getFirst() != Callable.NDARRAY
                || !(arguments.get(1) instanceof List<?> shape) || !shape.equals(List.of(0L))) {
            throw in.failure("an array must be reconstructed as an empty ndarray");
        }
        return new NdArray();
    }

    /** {@code _frombuffer(bytes, dtype, shape, order)}. */
    private void fromBuffer(List<?> arguments) throws CenterFileException {
        if (arguments.size() != 4) {
            throw in.failure("an array from a buffer needs bytes, a dtype, a shape and an order");
        }
        NdArray array = new NdArray();
        array.fill(in, arguments.get(2), arguments.get(1), arguments.getFirst());
        stack.add(array);
        endRow(array);
    }

    /** {@code encode(text, 'latin1')}: bytes, as the protocols 0 to 2 write them. */
    private Bytes encode(List<?> arguments) throws CenterFileException {
        search.spoil();
        if (arguments.size() != 2 || !(arguments.get(0) instanceof String text)
                || !"latin1".equals(arguments.get(1))) {
            throw in.failure("bytes must be encoded from text as latin1");
        }
        encodable -= text.length();
        if (encodable < 0) {
            throw in.failure("the pickle encodes more bytes than the file has");
        }
        byte[] bytes = literals.latin1(text);
        return new Bytes(bytes, 0, bytes.length);
    }

    private void build() throws CenterFileException {
        Object state = pop();
        switch (top()) {
            case Dtype dtype -> {
                dtype.build(in, state);
                search.spoil();
            }
            case NdArray array -> {
                array.build(in, state);
                endRow(array);
            }
            default -> throw in.failure("only arrays and dtypes have a state");
        }
    }
}
