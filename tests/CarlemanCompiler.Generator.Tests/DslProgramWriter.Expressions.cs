using System.Globalization;

namespace CarlemanCompiler.Generator.Tests;

/// <content>Expressions.</content>
internal sealed partial class DslProgramWriter
{
    /// <summary>Whether assignments inside expressions are left out: they are refused in arguments that are out of order.</summary>
    private bool isPure;

    /// <summary>A double of at most the given degree.</summary>
    private string Real(DslScope scope, int degree, int depth)
    {
        if (depth == 0 || Chance(4))
        {
            return Leaf(scope, degree);
        }

        switch (random.Next(24))
        {
            case < 6:
                return $"({Real(scope, degree, depth - 1)} {Pick("+-")} {Real(scope, degree, depth - 1)})";
            case < 10:
                int left = Up(0, degree);
                return $"{Factor(scope, left, depth - 1)} * {Factor(scope, degree - left, depth - 1)}";
            case 10:
                return $"{Factor(scope, degree, depth - 1)} / {Pick(["2", "4.0", "-3", "Scale", "(1 / 2 + 2)", "Two", "(double)Two"])}";
            case 11:
                return $"{Pick("+-")}({Real(scope, degree, depth - 1)})";
            case 12:
                int power = Up(0, 3);
                string exponent = Pick([$"{power}", $"{power}.0", $"{power + 2} - Two"]);
                return $"Math.Pow({Real(scope, degree / Math.Max(power, 1), depth - 1)}, {exponent})";
            case 13:
                return $"({Condition(scope)} ? {Real(scope, degree, depth - 1)} : {Real(scope, degree, depth - 1)})";
            case 14:
                return $"({Integer(scope)} switch {{ 0 => {Real(scope, degree, depth - 1)}, > 2 when {Condition(scope)} => "
                    + $"{Real(scope, degree, depth - 1)}, not 1 and < 4 => {Number()}, _ => {Leaf(scope, degree)} }})";
            case 15 or 16:
                return Library(scope, degree);
            case 17:
                return Approximation(scope, degree, depth);
            case 18:
                return Constant();
            case 19:
                return Helper(scope, degree, depth);
            case 20:
                return LocalCall(scope, degree, depth);
            case 21:
                return AssignmentInside(scope, degree);
            case 22:
                int half = degree / 2;
                return $"Math.FusedMultiplyAdd({Leaf(scope, half)}, {Leaf(scope, half)}, {Real(scope, degree, depth - 1)})";
            default:
                return $"Both({Leaf(scope, degree)}, {Real(scope, degree, depth - 1)}).{Pick(["First", "Second", "Item1"])}";
        }
    }

    private string Factor(DslScope scope, int degree, int depth) => depth == 0 ? Leaf(scope, degree) : $"({Real(scope, degree, depth)})";

    private string Leaf(DslScope scope, int degree)
    {
        var reals = scope.Reals.Where(r => r.Degree <= degree).ToList();
        var vectors = scope.Vectors.Where(v => v.Degree <= degree).ToList();
        var matrices = scope.Matrices.Where(m => m.Degree <= degree).ToList();
        return random.Next(8) switch
        {
            < 3 when reals.Count > 0 => Pick(reals).Text,
            < 6 when vectors.Count > 0 => ElementOf(scope, Pick(vectors)),
            6 when matrices.Count > 0 => EntryOf(scope, Pick(matrices)),
            7 when Chance(2) => $"(double){Integer(scope)}",
            _ => Number(),
        };
    }

    private string Number() => Up(0, 4) switch
    {
        0 => Up(0, 3).ToString(CultureInfo.InvariantCulture),
        1 => Pick(["1.0 / 3", "Math.PI / 4", "-1e-1", "(double)Two / 3", "Third", "1 / 2"]) is var number ? $"({number})" : "",
        _ => (Up(-8, 8) / 4.0).ToString("(0.0##);(-0.0##)", CultureInfo.InvariantCulture),
    };

    /// <summary>A function of numbers.</summary>
    private string Constant() => Pick(
    [
        "Math.Sqrt(2)", "Math.Tanh(Scale)", "Math.Max(Third, 0.5)", "Math.Abs(-Scale)", "double.Exp(-1)", "Math.Round(2.5)",
        "Math.Cbrt(3)", "LossMath.Sigmoid(0.5)", "Math.Clamp(Third, 0, 0.25)", "LossMath.LogSumExp([0.5, Scale])", "Math.Sign(-2.5)",
        "Math.Log(3, 2)",
    ]);

    private string ElementOf(DslScope scope, DslScope.Vector vector) => $"{vector.Text}[{Index(scope, vector.Length)}]";

    private string EntryOf(DslScope scope, DslScope.Table matrix)
    {
        (string row, string column) = (Index(scope, matrix.Rows, fromEnd: false), Index(scope, matrix.Columns, fromEnd: false));
        return random.Next(4) switch
        {
            0 => $"{matrix.Text}.Row({row})[{Index(scope, matrix.Columns)}]",
            1 => $"{matrix.Text}.Values[{Index(scope, matrix.Rows * matrix.Columns)}]",
            2 => $"{matrix.Text}[column: {column}, row: {row}]",
            _ => $"{matrix.Text}[{row}, {column}]",
        };
    }

    private string Index(DslScope scope, int length, bool fromEnd = true) => random.Next(4) switch
    {
        0 when fromEnd => $"^{Up(1, length)}",
        1 when fromEnd => $"^({Integer(scope)} % {length} + 1)",
        2 => $"{Integer(scope)} % {length}",
        _ => Up(0, length - 1).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>0 to 4.</summary>
    private string Integer(DslScope scope) => random.Next(12) switch
    {
        < 4 => Pick(scope.Integers),
        4 => $"Math.Min({Pick(scope.Integers)}, {Up(0, 4)})",
        5 => $"(({Pick(scope.Integers)} + {Pick(scope.Integers)}) / 2)",
        6 => $"(4 - {Pick(scope.Integers)})",
        7 => $"({Condition(scope)} ? {Pick(scope.Integers)} : {Up(0, 4)})",
        8 => Pick(["Places[1]", "Places.Length", "Places[^1]", "(int)2.75", "Nodes.Length"]),
        9 => $"({Pick(scope.Integers)} * {Up(1, 3)} % 5)",
        10 => $"({Pick(scope.Integers)} switch {{ 0 or 3 => 1, > 1 => 2, _ => {Up(0, 4)} }})",
        _ => Up(0, 4).ToString(CultureInfo.InvariantCulture),
    };

    private string Condition(DslScope scope) => random.Next(10) switch
    {
        0 when scope.Truths.Count > 0 => Pick(["", "!"]) + Pick(scope.Truths),
        1 => $"{Pick(scope.Integers)} is 0 or > 2",
        2 => $"({Pick(scope.Integers)} > 1 && Places[{Pick(scope.Integers)} % 3] != 1)",
        3 => $"({Pick(scope.Integers)} == 2 || !({Pick(scope.Integers)} <= 3))",
        4 => $"({Pick(scope.Integers)} < 2 & {Pick(scope.Integers)} >= 1)",
        5 => $"Knots[{Pick(scope.Integers)} % 4] > 0",
        _ => $"{Pick(scope.Integers)} {Pick(["<", "<=", ">", ">=", "==", "!="])} {Up(0, 4)}",
    };

    /// <summary>A vector of at most the given degree, as an argument of a span.</summary>
    private string Vector(DslScope scope, int length, int degree)
    {
        var longer = scope.Vectors.Where(v => v.Degree <= degree && v.Length >= length).ToList();
        var rows = scope.Matrices.Where(m => m.Degree <= degree && m.Columns == length).ToList();
        var products = scope.Matrices.Where(m => m.Degree < degree && m.Rows == length).ToList();
        switch (random.Next(6))
        {
            case < 3 when longer.Count > 0:
                var vector = Pick(longer);
                int start = Up(0, vector.Length - length);
                string end = start + length == vector.Length ? "" : Pick([$"{start + length}", $"^{vector.Length - start - length}"]);
                return (vector.Length == length && Chance(2), vector.IsArray) switch
                {
                    (true, _) => vector.Text,
                    (_, true) => Pick([$"{vector.Text}[{start}..{end}]", $"{vector.Text}.AsSpan({start}, {length})"]),
                    _ => Pick([$"{vector.Text}[{start}..{end}]", $"{vector.Text}.Slice({start}, {length})",
                        $"{vector.Text}.Slice(length: {length}, start: {start})"]),
                };
            case 3 when rows.Count > 0:
                var matrix = Pick(rows);
                return $"{matrix.Text}.Row({Index(scope, matrix.Rows, fromEnd: false)})";
            case 4 when products.Count > 0:
                matrix = Pick(products);
                return $"LossMath.MatVec({matrix.Text}, {Vector(scope, matrix.Columns, degree - matrix.Degree)})";
            case 5 when degree > 0:
                return $"Scaled({Vector(scope, length, degree)}{Pick(["", ", 2", ", factor: Scale"])})";
            default:
                return $"[{string.Join(", ", Enumerable.Range(0, length).Select(_ => Leaf(scope, degree)))}]";
        }
    }

    private string Library(DslScope scope, int degree)
    {
        int n = Up(1, 3);
        int half = degree / 2;
        return random.Next(9) switch
        {
            0 => $"LossMath.Dot({Vector(scope, n, half)}, {Vector(scope, n, degree - half)})",
            1 => $"LossMath.Sum({Vector(scope, n, degree)})",
            2 => $"LossMath.Mean({Vector(scope, n, degree)})",
            3 => $"LossMath.Square({Real(scope, half, 1)})",
            4 => $"LossMath.Cube({Real(scope, degree / 3, 1)})",
            5 => $"LossMath.Norm2({Vector(scope, n, half)})",
            6 => $"LossMath.SquaredDistance({Vector(scope, n, half)}, {Vector(scope, n, half)})",
            7 => $"LossMath.L2({Vector(scope, n, half)}, {Pick(["0.01", "strength: Scale", "Third"])})",
            _ => $"LossMath.MatVec(new Matrix({Vector(scope, 4, half)}, 2, 2), {Vector(scope, 2, degree - half)})[{Up(0, 1)}]",
        };
    }

    private string Approximation(DslScope scope, int degree, int depth)
    {
        int order = Up(1, 3);
        if (order > degree)
        {
            return Leaf(scope, degree);
        }

        bool outer = isPure;
        isPure = true;
        string argument = Real(scope, degree / order, depth - 1);
        isPure = outer;
        return random.Next(4) switch
        {
            0 => $"Approximate.Log({argument}, {order}, radius: 1, centre: Two)",
            1 when degree >= 4 => $"Approximate.LogSumExp({Vector(scope, 2, degree / 4)}, degree: 4, radius: 1.5)",
            2 => $"Approximate.Cos({argument}, method: CarlemanCompiler.Approximation.ApproximationMethod.Chebyshev, radius: 2, degree: {order})",
            _ => $"Approximate.{Pick(["Tanh", "Sigmoid", "Exp", "Sin", "Softplus", "Gelu", "Atan", "Sinh", "Cosh"])}({argument}, {order}, 2)",
        };
    }

    private string Helper(DslScope scope, int degree, int depth)
    {
        bool outer = isPure;
        isPure = true;
        string call = random.Next(6) switch
        {
            0 => $"Mix({Leaf(scope, degree)}, {Real(scope, degree, depth - 1)}, {Integer(scope)})",
            1 => $"Mix(n: {Integer(scope)}, q: {Real(scope, degree, depth - 1)}, p: {Leaf(scope, degree)})",
            2 => $"Early({Integer(scope)}, {Real(scope, degree, depth - 1)})",
            3 => $"Own({Real(scope, degree, depth - 1)}, {Leaf(scope, degree)})",
            4 => $"(1.0 * {Factor(scope, degree, depth - 1)}).Half()",
            _ => $"Scaled({Vector(scope, 2, degree)})[^1]",
        };
        isPure = outer;
        return call;
    }

    private string LocalCall(DslScope scope, int degree, int depth)
    {
        var functions = scope.Functions.Where(f => !f.IsProcedure && f.Degree <= degree).ToList();
        if (functions.Count == 0)
        {
            return Leaf(scope, degree);
        }

        var function = Pick(functions);
        return $"{function.Name}({Real(scope, degree / function.Factor, depth - 1)})";
    }

    /// <summary>An assignment as an operand: what stands left of it sees the old value, what stands right of it the new one.</summary>
    private string AssignmentInside(DslScope scope, int degree)
    {
        var targets = scope.Reals.Where(r => r.IsAssignable && r.Degree <= degree).ToList();
        if (isPure || targets.Count == 0)
        {
            return Leaf(scope, degree);
        }

        var target = Pick(targets);
        string assignment = Pick([$"{target.Text}++", $"--{target.Text}", $"({target.Text} = {Leaf(scope, target.Degree)})",
            $"({target.Text} -= {Leaf(scope, target.Degree)})"]);
        return Pick([$"({target.Text} - {assignment})", $"({assignment} + {target.Text} / 2)", assignment]);
    }

    private char Pick(string characters) => characters[random.Next(characters.Length)];
}
