using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// The body of a method on the numbers of one sample, with the loss method's own parameters: straight-line C#, in the user's names where
/// there are some; cut into parts where it is long.
/// </summary>
internal static class ScalarMethod
{
    /// <summary>Numbers that a method may keep on the stack; more are rented.</summary>
    private const int StackLimit = 8_192;

    /// <summary>Writes the body.</summary>
    /// <param name="writer">Stands inside the method.</param>
    /// <param name="parts">Receives the parts of a long method.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="signature">The parameters that it has.</param>
    /// <param name="names">Their names.</param>
    /// <param name="output">The span that it has besides them; null for a method that returns its one result.</param>
    /// <param name="program">The program.</param>
    /// <param name="outputs">The nodes to compute.</param>
    /// <param name="cancellation">Looked at per statement.</param>
    public static void Write(
        IndentedWriter writer,
        PartsEmitter parts,
        string method,
        LossSignature signature,
        ModelNames names,
        string? output,
        Tape program,
        IReadOnlyList<int> outputs,
        CancellationToken cancellation)
    {
        _ = names.Locals; // Taken before anything else asks for a name.
        var plan = StatementPlan.Of(
            program, outputs, node => Is(node, TapeOperation.Constant), node => Is(node, TapeOperation.Variable), cancellation);
        List<Statement> statements = [.. plan.Statements.Select(node => new Statement(node))];
        statements.AddRange(outputs.Select((node, i) => new Statement(node, output is null ? "return" : $"{output}[{Literals.Of(i)}] =")));
        var text = new ExpressionText(program);
        if (StatementParts.IsWhole(statements.Count))
        {
            WriteStatements(writer, statements, names, text, program, slotOf: null, cancellation);
            return;
        }

        string values = names.Free("values");
        var cut = StatementParts.Of(plan, statements, IsParameter, isKept: _ => false, lasting: 0, cancellation);
        int last = cut.SlotCount;
        WriteScratch(writer, values, last + 1);
        string parameters = $"{GradientEmitter.ParameterList(signature, output)}, global::System.Span<double> {values}";
        string arguments = string.Join(", ", signature.Parameters.Select(p => p.Name).Append(output).Append(values).Where(a => a is not null));
        for (int p = 0; p < cut.Parts.Count; p++)
        {
            var part = cut.Parts[p].Select(s => s.Target == "return" ? s with { Target = Slot(last) + " =" } : s).ToList();
            string call = parts.Add(method + Literals.Of(p + 1), parameters, body => WriteStatements(
                body, part, names, text, program, node => cut.SlotOf(node) is >= 0 and var slot ? Slot(slot) : null, cancellation));
            writer.Write($"{call}({arguments});");
        }

        WriteReturn(writer, names, values, last + 1, output is null ? Slot(last) : null);

        string Slot(int slot) => $"{values}[{Literals.Of(slot)}]";

        bool Is(int node, TapeOperation operation) => program.Nodes[node].Operation == operation;

        bool IsParameter(int node) => Is(node, TapeOperation.Variable) && names.IsParameter(program.Nodes[node].Left);
    }

    private static void WriteStatements(
        IndentedWriter writer,
        List<Statement> statements,
        ModelNames names,
        ExpressionText text,
        Tape program,
        Func<int, string?>? slotOf,
        CancellationToken cancellation)
    {
        foreach (var (node, target) in statements)
        {
            cancellation.ThrowIfCancellationRequested();
            if (target is not null)
            {
                ExpressionText.Write(writer, $"{target} {text.Of(node)};");
                continue;
            }

            // Variables are read before anything is written: the output may overlap the weights.
            var (operation, variable, _, _) = program.Nodes[node];
            bool isVariable = operation == TapeOperation.Variable;
            if (isVariable && names.IsParameter(variable))
            {
                text.Name(node, names.Read(variable));
                continue;
            }

            string definition = isVariable ? names.Read(variable) : text.Definition(node);
            string wish = program.Names[node];
            string? slot = slotOf?.Invoke(node);
            string name = slot ?? (isVariable ? names.Locals[variable] : names.Free(wish.Length == 0 ? "t" : wish));
            ExpressionText.Write(writer, slot is null ? $"double {name} = {definition};" : $"{name} = {definition};");
            text.Name(node, name);
        }
    }

    private static void WriteScratch(IndentedWriter writer, string values, int count) => writer.Write(count <= StackLimit
        ? $"global::System.Span<double> {values} = stackalloc double[{Literals.Of(count)}];"
        : $"double[] {values} = global::System.Buffers.ArrayPool<double>.Shared.Rent({Literals.Of(count)});");

    private static void WriteReturn(IndentedWriter writer, ModelNames names, string values, int count, string? result)
    {
        if (count <= StackLimit)
        {
            writer.Write(result is null ? "" : $"return {result};");
            return;
        }

        string kept = names.Free("result");
        writer.Write(result is null ? "" : $"double {kept} = {result};");
        writer.Write($"global::System.Buffers.ArrayPool<double>.Shared.Return({values});");
        writer.Write(result is null ? "" : $"return {kept};");
    }
}
