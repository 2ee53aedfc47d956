using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// The MeanGradient method: the program of <c>Gradient</c> on vectors, every lane another sample. What depends on the weights alone stands
/// before the loop, a factor or summand that does is applied to the mean and not to every sample, and long sums are cut into parts that do
/// not wait for each other.
/// </summary>
internal sealed class MeanGradientEmitter
{
    private const string Vector = "global::System.Runtime.Intrinsics.Vector256";
    private const string SampleLanes = "global::CarlemanCompiler.Data.SampleLanes";

    /// <summary>Numbers that the method may keep on the stack; more are rented.</summary>
    private const int StackLimit = 16_384;

    /// <summary>Operations that are applied to a mean and not to every sample: a bound on the length of the last expressions.</summary>
    private const int OuterOperations = 8;

    private readonly LossSignature signature;
    private readonly int weightCount;
    private readonly int sampleWidth;
    private readonly Tape program;
    private readonly ModelNames names;
    private readonly CancellationToken cancellation;
    private readonly Dependence[] dependence;
    private readonly List<int> terms = [];
    private readonly Dictionary<int, int> sumOf = [];
    private readonly HashSet<int> outer = [];
    private readonly bool[] beforeLoop;
    private readonly StatementPlan plan;

    private MeanGradientEmitter(LossSignature signature, Tape program, CancellationToken cancellation)
    {
        this.signature = signature;
        this.program = program;
        this.cancellation = cancellation;
        weightCount = signature.WeightCount;
        sampleWidth = signature.SampleWidth;
        names = new ModelNames(signature);
        dependence = DependenceOf(program, weightCount);
        foreach (int output in program.Gradient.Insert(0, program.Value))
        {
            Split(output, OuterOperations);
        }

        beforeLoop = ReadInLoop();
        plan = StatementPlan.Of(
            program,
            terms.Concat(outer),
            node => dependence[node] == Dependence.None || program.Nodes[node].Operation == TapeOperation.Variable,
            node => beforeLoop[node] || outer.Contains(node),
            cancellation);
    }

    /// <summary>On what a value depends.</summary>
    private enum Dependence
    {
        None,
        Weights,
        Sample,
    }

    public static void Emit(
        IndentedWriter writer, PartsEmitter parts, LossSignature signature, Tape program, string loss, string gradient,
        CancellationToken cancellation)
    {
        if (signature.SampleWidth == 0)
        {
            EmitWithoutData(writer, loss, gradient);
            return;
        }

        new MeanGradientEmitter(signature, program.WithPartialSums(), cancellation).Emit(writer, parts);
    }

    private static void EmitWithoutData(IndentedWriter writer, string loss, string gradient)
    {
        WriteSummary(writer, "The loss, which reads no data, and its gradient.");
        using (writer.Block(Head("weights", "sample", "gradient")))
        {
            writer.Write($"""
                double loss = {loss};
                {gradient};
                return loss;
                """);
        }
    }

    private static string Head(string weights, string samples, string gradient) => $"""
        private static double {GeneratedNames.MeanGradient}(
            global::System.ReadOnlySpan<double> {weights},
            global::System.ReadOnlySpan<double> {samples},
            global::System.Span<double> {gradient})
        """;

    private static void WriteSummary(IndentedWriter writer, string text) => writer.Write($"/// <summary>{text}</summary>");

    private static Dependence[] DependenceOf(Tape program, int weightCount)
    {
        var dependence = new Dependence[program.Nodes.Length];
        for (int node = 0; node < dependence.Length; node++)
        {
            var (left, right) = StatementPlan.OperandsOf(program, node);
            if (program.Nodes[node] is { Operation: TapeOperation.Variable, Left: var variable })
            {
                dependence[node] = variable < weightCount ? Dependence.Weights : Dependence.Sample;
            }
            else if (left >= 0)
            {
                dependence[node] = right >= 0 && dependence[right] > dependence[left] ? dependence[right] : dependence[left];
            }
        }

        return dependence;
    }

    /// <summary>
    /// Sorts an output into terms, which are averaged, and an outer part of weights and numbers: mean(a·t + b) = a·mean(t) + b. Means over
    /// weighted samples know no summand b.
    /// </summary>
    private void Split(int node, int depth)
    {
        bool isZero = program.Nodes[node] is { Operation: TapeOperation.Constant, Number: 0 };
        if (isZero || (dependence[node] != Dependence.Sample && signature.SampleWeight < 0))
        {
            if (dependence[node] == Dependence.Weights)
            {
                outer.Add(node);
            }

            return;
        }

        var (operation, left, right, _) = program.Nodes[node];
        bool isSplit = dependence[node] == Dependence.Sample && depth > 0 && operation switch
        {
            TapeOperation.Negate or TapeOperation.Divide => true,
            TapeOperation.Multiply => dependence[left] != Dependence.Sample || dependence[right] != Dependence.Sample,
            TapeOperation.Add or TapeOperation.Subtract => signature.SampleWeight < 0
                && (dependence[left] != Dependence.Sample || dependence[right] != Dependence.Sample),
            _ => false,
        };
        if (!isSplit)
        {
            if (!sumOf.ContainsKey(node))
            {
                sumOf.Add(node, terms.Count);
                terms.Add(node);
            }

            return;
        }

        foreach (int operand in operation == TapeOperation.Negate ? new[] { left } : [left, right])
        {
            if (dependence[operand] == Dependence.Sample)
            {
                Split(operand, depth - 1);
            }
            else if (dependence[operand] == Dependence.Weights)
            {
                outer.Add(operand);
            }
        }
    }

    /// <summary>Values of weights alone that the loop reads: they are computed before it.</summary>
    private bool[] ReadInLoop()
    {
        var read = new bool[program.Nodes.Length];
        for (int node = 0; node < read.Length; node++)
        {
            var (left, right) = StatementPlan.OperandsOf(program, node);
            if (dependence[node] == Dependence.Sample && left >= 0)
            {
                read[left] |= dependence[left] == Dependence.Weights;
                if (right >= 0)
                {
                    read[right] |= dependence[right] == Dependence.Weights;
                }
            }
        }

        return read;
    }

    private void Emit(IndentedWriter writer, PartsEmitter parts)
    {
        WriteSummary(writer, "The mean loss over samples and its gradient, four samples at a time: each lane of a vector holds another sample.");
        string weights = names.Free("weights");
        string samples = names.Free("samples");
        string lanes = names.Free("lanes");
        string sums = names.Free("sums");
        string mean = names.Free("mean");
        var before = plan.Statements.Where(node => dependence[node] != Dependence.Sample).Select(node => new Statement(node)).ToList();
        var loop = Loop(sums);
        int sumCount = terms.Count + (signature.SampleWeight < 0 ? 0 : 1);
        using (writer.Block(Head(weights, samples, names.GradientParameter)))
        {
            var last = new ExpressionText(program);
            if (StatementParts.IsWhole(before.Count + loop.Count))
            {
                WriteStart(writer, weights, samples, lanes, sumCount, valueCount: 0);
                WriteWhole(writer, before, loop, last, lanes, sums, sumCount);
            }
            else
            {
                var cut = StatementParts.Of(plan, [.. before, .. loop], isShared: _ => false, outer.Contains, before.Count, cancellation);
                WriteStart(writer, weights, samples, lanes, sumCount, cut.SlotCount);
                WriteParts(writer, parts, cut, before.Count, last, lanes, sums);
            }

            WriteEnd(writer, last, lanes, mean);
        }
    }

    /// <summary>The statements of one block of samples; every term is added to its sum as soon as it is known.</summary>
    private List<Statement> Loop(string sums)
    {
        var loop = new List<Statement>();
        for (int node = 0; node < program.Nodes.Length; node++)
        {
            if (plan.IsPlaced(node) && dependence[node] == Dependence.Sample)
            {
                loop.Add(new Statement(node));
            }

            if (sumOf.TryGetValue(node, out int sum))
            {
                loop.Add(new Statement(node, $"{sums}[{Literals.Of(sum)}] +="));
            }
        }

        return loop;
    }

    private void WriteStart(IndentedWriter writer, string weights, string samples, string lanes, int sumCount, int valueCount)
    {
        // Four doubles a vector, and eight to align them.
        int scratch = 4 * (weightCount + sampleWidth + sumCount + valueCount) + 8;
        bool isRented = scratch > StackLimit;
        string room = isRented ? "default" : $"stackalloc double[{Literals.Of(scratch)}]";
        writer.Write($"""
            {(isRented ? "using " : "")}{SampleLanes} {lanes} = new(
                {weights}, weightCount: {Literals.Of(weightCount)}, {samples}, sampleWidth: {Literals.Of(sampleWidth)},
                sumCount: {Literals.Of(sumCount)}, valueCount: {Literals.Of(valueCount)}, scratch: {room});
            """);
    }

    private void WriteWhole(
        IndentedWriter writer, List<Statement> before, List<Statement> loop, ExpressionText last, string lanes, string sums, int sumCount)
    {
        var text = new ExpressionText(program, node => dependence[node] == Dependence.None);
        NameVariables(text, last);
        WriteGroups(writer, lanes, ofSample: false);
        WriteGroups(writer, lanes, ofSample: true);
        writer.Write($"var {sums} = {lanes}.Sums.Slice(0, {Literals.Of(sumCount)});");
        // Spelled out before the first of them is named: a sum of numbers is a number, whatever else its parts are used for.
        foreach (var (number, definition) in NumbersInSums().Select(number => (number, text.Definition(number))).ToList())
        {
            string name = names.Free("c");
            writer.Write($"var {name} = {Vector}.Create({definition});");
            text.Name(number, name);
        }

        WriteStatements(writer, before, text, last, slotOf: null);
        using (writer.Block($"while ({lanes}.Next())"))
        {
            foreach (var parameter in signature.Parameters.Where(p => p.Role != ParameterRole.Weights && p.Form == ParameterForm.Number))
            {
                if (IsRead(parameter) || parameter.Role == ParameterRole.SampleWeight)
                {
                    writer.Write($"var {parameter.Name} = {lanes}.Sample[{Literals.Of(parameter.First - weightCount)}];");
                }
            }

            WriteStatements(writer, loop, text, last: null, slotOf: null);
            WriteSampleWeight(writer, sums, names.ReadLane);
        }
    }

    private void WriteParts(
        IndentedWriter writer, PartsEmitter parts, StatementParts cut, int beforeCount, ExpressionText last, string lanes, string sums)
    {
        var text = new ExpressionText(program, node => dependence[node] == Dependence.None);
        string theta = names.Free("theta");
        string sample = names.Free("sample");
        string values = names.Free("values");
        for (int node = 0; node < program.Nodes.Length; node++)
        {
            if (program.Nodes[node] is { Operation: TapeOperation.Variable, Left: var variable })
            {
                bool isWeight = variable < weightCount;
                text.Name(node, isWeight ? $"{theta}[{Literals.Of(variable)}]" : $"{sample}[{Literals.Of(variable - weightCount)}]");
                last.Name(node, $"{lanes}.Weights[{Literals.Of(variable)}][0]");
            }
        }

        foreach (var (number, definition) in NumbersInSums().Select(number => (number, text.Definition(number))).ToList())
        {
            text.Name(number, $"{Vector}.Create({definition})");
        }

        string span = $"global::System.Span<{Vector}<double>>";
        string parameters = $"{span} {theta}, {span} {sample}, {span} {values}, {span} {sums}";
        string arguments = $"({lanes}.Weights, {lanes}.Sample, {lanes}.Values, {lanes}.Sums);";
        foreach (int node in outer)
        {
            if (cut.SlotOf(node) is >= 0 and var slot)
            {
                last.Name(node, $"{lanes}.Values[{Literals.Of(slot)}][0]");
            }
        }

        int done = 0;
        int p = 0;
        for (; done < beforeCount; p++)
        {
            writer.Write(Part(p) + arguments);
            done += cut.Parts[p].Count;
        }

        using (writer.Block($"while ({lanes}.Next())"))
        {
            for (; p < cut.Parts.Count; p++)
            {
                writer.Write(Part(p) + arguments);
            }

            WriteSampleWeight(writer, $"{lanes}.Sums", _ => $"{lanes}.Sample[{Literals.Of(signature.SampleWeight)}]");
        }

        string Part(int part) => parts.Add(GeneratedNames.MeanGradient + Literals.Of(part + 1), parameters, body =>
            WriteStatements(body, cut.Parts[part], text, last: null, SlotOf));

        string? SlotOf(int node) => cut.SlotOf(node) is >= 0 and var slot ? $"{values}[{Literals.Of(slot)}]" : null;
    }

    private void WriteEnd(IndentedWriter writer, ExpressionText last, string lanes, string mean)
    {
        writer.Skip();
        writer.Write(signature.SampleWeight < 0
            ? $"var {mean} = {lanes}.Means();"
            : $"var {mean} = {lanes}.MeansBy({Literals.Of(terms.Count)});");
        for (int k = 0; k < terms.Count; k++)
        {
            last.Name(terms[k], $"{mean}[{Literals.Of(k)}]");
        }

        for (int i = 0; i < weightCount; i++)
        {
            ExpressionText.Write(writer, $"{names.GradientParameter}[{Literals.Of(i)}] = {last.Of(program.Gradient[i])};");
        }

        ExpressionText.Write(writer, $"return {last.Of(program.Value)};");
    }

    private void WriteStatements(
        IndentedWriter writer, List<Statement> statements, ExpressionText text, ExpressionText? last, Func<int, string?>? slotOf)
    {
        foreach (var (node, target) in statements)
        {
            cancellation.ThrowIfCancellationRequested();
            if (target is not null)
            {
                ExpressionText.Write(writer, $"{target} {text.Of(node)};");
                continue;
            }

            string wish = program.Names[node];
            string? slot = slotOf?.Invoke(node);
            string name = slot ?? names.Free(wish.Length == 0 ? "t" : wish);
            ExpressionText.Write(writer, $"{(slot is null ? "var " : "")}{name} = {text.Definition(node)};");
            text.Name(node, name);
            last?.Name(node, name + "[0]");
        }
    }

    private void NameVariables(ExpressionText text, ExpressionText last)
    {
        for (int node = 0; node < program.Nodes.Length; node++)
        {
            if (program.Nodes[node] is { Operation: TapeOperation.Variable, Left: var variable })
            {
                text.Name(node, names.ReadLane(variable));
                last.Name(node, names.ReadLane(variable) + "[0]");
            }
        }
    }

    /// <summary>A span per parameter of the loss that is a vector or matrix, and a vector per weight that is a number.</summary>
    private void WriteGroups(IndentedWriter writer, string lanes, bool ofSample)
    {
        string source = ofSample ? $"{lanes}.Sample" : $"{lanes}.Weights";
        foreach (var parameter in signature.Parameters.Where(p => (p.Role == ParameterRole.Weights) != ofSample && IsRead(p)))
        {
            string first = Literals.Of(parameter.First - (ofSample ? weightCount : 0));
            if (parameter.Form != ParameterForm.Number)
            {
                writer.Write($"var {parameter.Name} = {source}.Slice({first}, {Literals.Of(parameter.Count)});");
            }
            else if (!ofSample)
            {
                writer.Write($"var {parameter.Name} = {source}[{first}];");
            }
        }
    }

    private bool IsRead(LossParameter parameter) => Enumerable.Range(0, program.Nodes.Length).Any(node =>
        plan.IsUsed(node) && program.Nodes[node] is { Operation: TapeOperation.Variable, Left: var v }
        && v >= parameter.First && v < parameter.First + parameter.Count);

    /// <summary>Numbers that are added to vectors, or are a term themselves.</summary>
    private IEnumerable<int> NumbersInSums()
    {
        var found = new SortedSet<int>(terms.Where(term => dependence[term] == Dependence.None));
        for (int node = 0; node < program.Nodes.Length; node++)
        {
            var (operation, left, right, _) = program.Nodes[node];
            if (plan.IsUsed(node) && dependence[node] != Dependence.None && operation is TapeOperation.Add or TapeOperation.Subtract)
            {
                foreach (int operand in new[] { left, right })
                {
                    if (dependence[operand] == Dependence.None)
                    {
                        found.Add(operand);
                    }
                }
            }
        }

        return found;
    }

    private void WriteSampleWeight(IndentedWriter writer, string sums, Func<int, string> read)
    {
        if (signature.SampleWeight >= 0)
        {
            writer.Write($"{sums}[{Literals.Of(terms.Count)}] += {read(weightCount + signature.SampleWeight)};");
        }
    }
}
