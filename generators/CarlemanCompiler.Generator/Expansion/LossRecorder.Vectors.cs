using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Expansion;

/// <content>Vectors, matrices, and assignments to variables and elements.</content>
internal sealed partial class LossRecorder
{
    /// <summary>The largest array that a loss may make.</summary>
    public const int ArrayLimit = 100_000;

    private VectorValue Vector(Expression expression, Frame frame) => (VectorValue)Evaluate(expression, frame);

    private MatrixValue MatrixOf(Expression expression, Frame frame) => (MatrixValue)Evaluate(expression, frame);

    /// <summary>A vector and a valid index into it.</summary>
    private (VectorValue Vector, int Index) At(int node, VectorValue vector, Position position, Frame frame)
    {
        int index = Resolve(position, vector.Count, frame);
        return (uint)index < (uint)vector.Count ? (vector, index) : throw OutOfRange(node, Number(index), vector);
    }

    private Value ElementOf(Element element, Frame frame)
    {
        var (vector, index) = At(element.Node, Vector(element.Vector, frame), element.Index, frame);
        return vector[index];
    }

    private int Resolve(Position position, int count, Frame frame)
    {
        int value = Integer(position.Value, frame);
        return position.FromEnd ? count - value : value;
    }

    private static ExpansionException OutOfRange(int node, string index, VectorValue vector) => ExpansionException.At(
        node, Descriptors.IndexOutOfRange, index, vector.Name,
        vector.Count == 0 ? "no numbers"
            : vector.Count == 1 ? "1 number (index 0)"
            : $"{Number(vector.Count)} numbers (indices 0 to {Number(vector.Count - 1)})");

    private Value EntryOf(MatrixElement element, Frame frame)
    {
        var matrix = MatrixOf(element.Matrix, frame);
        int row = Integer(element.Row, frame);
        int column = Integer(element.Column, frame);
        return (uint)row < (uint)matrix.Rows && (uint)column < (uint)matrix.Columns
            ? matrix.Values[row * matrix.Columns + column]
            : throw ExpansionException.At(
                element.Node, Descriptors.IndexOutOfRange, $"[{Number(row)}, {Number(column)}]", matrix.Values.Name,
                $"{Number(matrix.Rows)} rows of {Number(matrix.Columns)}");
    }

    private VectorValue RowOf(MatrixRow row, Frame frame)
    {
        var matrix = MatrixOf(row.Matrix, frame);
        if (row.Row is null)
        {
            return matrix.Values;
        }

        int index = Integer(row.Row, frame);
        return (uint)index < (uint)matrix.Rows
            ? matrix.Values with { Offset = matrix.Values.Offset + index * matrix.Columns, Count = matrix.Columns }
            : throw ExpansionException.At(
                row.Node, Descriptors.IndexOutOfRange, $"of row {Number(index)}", matrix.Values.Name,
                $"{Number(matrix.Rows)} rows of {Number(matrix.Columns)}");
    }

    private VectorValue Slice(RangeSlice slice, Frame frame)
    {
        var vector = Vector(slice.Vector, frame);
        int start = Resolve(slice.Start, vector.Count, frame);
        int end = slice.End is null ? vector.Count : Resolve(slice.End, vector.Count, frame);
        var view = View(slice.Node, vector, start, end - start);
        return slice.IsCopy ? CopyOf(view) : view;
    }

    private VectorValue Slice(LengthSlice slice, Frame frame)
    {
        var vector = Vector(slice.Vector, frame);
        int start = Integer(slice.Start, frame);
        return View(slice.Node, vector, start, slice.Length is null ? vector.Count - start : Integer(slice.Length, frame));
    }

    private static VectorValue View(int node, VectorValue vector, int start, int length) =>
        start >= 0 && length >= 0 && (long)start + length <= vector.Count
            ? vector with { Offset = vector.Offset + start, Count = length }
            : throw OutOfRange(node, $"range {Number(start)}..{Number(start + length)}", vector);

    private static VectorValue CopyOf(VectorValue vector) => new([.. vector.Elements], 0, vector.Count, vector.Name);

    private IntegerValue ExtentOf(Extent extent, Frame frame) => new((Evaluate(extent.Operand, frame), extent.Kind) switch
    {
        (VectorValue vector, _) => vector.Count,
        (MatrixValue matrix, ExtentKind.Rows) => matrix.Rows,
        (MatrixValue matrix, _) => matrix.Columns,
        _ => throw new InvalidOperationException("Only vectors and matrices have extents."),
    });

    private VectorValue LiteralOf(VectorLiteral literal, Frame frame)
    {
        var elements = new List<Value>();
        foreach (var part in literal.Parts)
        {
            if (part.IsSpread)
            {
                elements.AddRange(Vector(part.Value, frame).Elements.Select(e => Stored(e, part.Widens)));
            }
            else
            {
                elements.Add(Evaluate(part.Value, frame));
            }

            RequireArray(literal.Node, elements.Count);
        }

        return new VectorValue([.. elements], 0, elements.Count, "this array");
    }

    private VectorValue ZerosOf(NewVector creation, Frame frame)
    {
        int length = Integer(creation.Length, frame);
        RequireArray(creation.Node, length);
        Value zero = creation.OfIntegers ? new IntegerValue(0) : new RealValue(0);
        return new VectorValue([.. Enumerable.Repeat(zero, length)], 0, length, "this array");
    }

    private static void RequireArray(int node, int length)
    {
        if (length is < 0 or > ArrayLimit)
        {
            throw ExpansionException.At(
                node, Descriptors.TooLarge, $"An array of {Number(length)} numbers", $"a loss makes arrays of 0 to {Number(ArrayLimit)} numbers");
        }
    }

    private MatrixValue MatrixOf(NewMatrix creation, Frame frame)
    {
        var values = Vector(creation.Values, frame);
        int rows = Integer(creation.Rows, frame);
        int columns = Integer(creation.Columns, frame);
        return rows >= 1 && columns >= 1 && (long)rows * columns == values.Count
            ? new MatrixValue(values, rows, columns)
            : throw ExpansionException.At(
                creation.Node, Descriptors.ConstantArithmetic,
                $"{Number(values.Count)} numbers are not {Number(rows)} rows of {Number(columns)} columns");
    }

    private Value Sum(int node, IEnumerable<Value> elements) =>
        elements.Aggregate((Value)new RealValue(0), (sum, element) => reals.Add(node, sum, element));

    private Value Dot(int node, VectorValue a, VectorValue b)
    {
        RequireEqual(node, a, b);
        return Sum(node, Enumerable.Range(0, a.Count).Select(i => reals.Multiply(node, a[i], b[i])));
    }

    private Value SquaredDistance(int node, VectorValue a, VectorValue b)
    {
        RequireEqual(node, a, b);
        var differences = Enumerable.Range(0, a.Count).Select(i => reals.Subtract(node, a[i], b[i])).ToList();
        return Sum(node, differences.Select(d => reals.Multiply(node, d, d)));
    }

    private VectorValue MatVec(int node, MatrixValue matrix, VectorValue x)
    {
        Value[] product =
        [
            .. Enumerable.Range(0, matrix.Rows).Select(i =>
                Dot(node, matrix.Values with { Offset = matrix.Values.Offset + i * matrix.Columns, Count = matrix.Columns }, x)),
        ];
        return new VectorValue(product, 0, product.Length, "this product");
    }

    private static void RequireEqual(int node, VectorValue a, VectorValue b)
    {
        if (a.Count != b.Count)
        {
            throw ExpansionException.At(
                node, Descriptors.ConstantArithmetic,
                $"'{a.Name}' holds {Number(a.Count)} numbers and '{b.Name}' {Number(b.Count)}, where as many are needed");
        }
    }

    /// <summary>Resolves the target, then its value: in the order of C#.</summary>
    private Value Assign(Assignment assignment, Frame frame)
    {
        if (assignment.Target is TupleTarget tuple)
        {
            return Deconstruct(tuple, assignment.Value, frame);
        }

        var (read, write) = Resolve(assignment.Target, frame);
        var old = assignment.Operator is null ? null : read();
        var operand = Evaluate(assignment.Value, frame);
        var value = assignment.Operator is { } operation ? Apply(assignment.Node, operation, old!, operand) : operand;
        write(value);
        return assignment.IsPostfix ? old! : value;
    }

    /// <summary>All places first, then the value, then the assignments: in the order of C#.</summary>
    private Value Deconstruct(TupleTarget tuple, Expression value, Frame frame)
    {
        var write = Writer(tuple);
        var elements = Evaluate(value, frame);
        write(elements);
        return elements;

        Action<Value> Writer(Target target)
        {
            if (target is not TupleTarget inner)
            {
                return Resolve(target, frame).Write;
            }

            var writers = inner.Elements.Select(Writer).ToList();
            return whole =>
            {
                for (int i = 0; i < writers.Count; i++)
                {
                    writers[i](((TupleValue)whole).Elements[i]);
                }
            };
        }
    }

    private (Func<Value> Read, Action<Value> Write) Resolve(Target target, Frame frame)
    {
        switch (target)
        {
            case VariableTarget variable:
                var slots = frame.Outer(variable.Level).Slots;
                return (
                    () => slots[variable.Slot] ?? throw Unassigned(variable.Node, variable.Name),
                    value => slots[variable.Slot] = Stored(value, variable.IsReal));
            case ElementTarget element:
                var (vector, index) = At(element.Node, Vector(element.Vector, frame), element.Index, frame);
                if (shared.Contains(vector.Store))
                {
                    throw ExpansionException.At(
                        element.Node, Descriptors.Unsupported, $"An assignment to an element of '{vector.Name}'",
                        "a field is shared by all samples: copy it first, 'double[] copy = [.. field];'");
                }

                return (
                    () => vector[index],
                    value => vector.Store[vector.Offset + index] = Stored(value, element.IsReal));
            default:
                return (() => throw Unassigned(target.Node, "_"), _ => { });
        }
    }

    private static Value Stored(Value value, bool isReal) => isReal && value is IntegerValue integer ? new RealValue(integer.Number) : value;
}
