using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Reports;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// The file of one compiled model: a part of the user's class with Model, Gradient, the tables and the circuit's description.
/// </summary>
internal static class ModelEmitter
{
    public static string Emit(
        ModelSpec spec,
        ContainerSpec container,
        LossSignature signature,
        ExpandedModel model,
        GradientStructure? structure,
        BuildReport? report,
        IEnumerable<Finding> findings,
        CancellationToken cancellation)
    {
        var remedies = findings
            .Where(f => f.Remedy is not null)
            .Select(f => $"[global::CarlemanCompiler.Remedy({Literals.Of(f.Id)}, {Literals.Of(f.Remedy!)})]");
        return ContainerEmitter.Wrap(container, remedies, writer =>
        {
            EmitModel(writer, spec, container, signature);
            writer.Skip();
            GradientEmitter.Emit(writer, signature, model.Loss!.Tape, model.Polynomial, cancellation);
            writer.Skip();
            StructureEmitter.Emit(writer, signature, structure!);
            writer.Skip();
            CircuitEmitter.Emit(writer, spec.Settings, signature.WeightCount, report);
        });
    }

    private static void EmitModel(IndentedWriter writer, ModelSpec spec, ContainerSpec container, LossSignature signature)
    {
        var settings = spec.Settings;
        writer.Write($"""/// <summary>The compiled model: gradient descent on <c>{Literals.Xml(signature.Name)}</c>, ready to be linearized and trained.</summary>""");
        using (writer.Block($"public static global::CarlemanCompiler.CompiledModel {GeneratedNames.Model} {{ get; }} = new()",
            closing: "};"))
        {
            writer.Write($"""
                Name = {Literals.Of(spec.Name)},
                Structure = {GeneratedNames.Structure}(),
                Loss = static (weights, sample) => {container.QualifiedName}.{signature.Name}({Arguments(signature)}),
                Gradient = static (weights, sample, gradient) => {container.QualifiedName}.{GeneratedNames.Gradient}({Arguments(signature)}, gradient),
                LearningRate = {Literals.Of(settings.LearningRate)},
                Order = {Literals.Of(settings.Order)},
                Steps = {Literals.Of(settings.Steps)},
                Start = {Point(settings.Start, signature)},
                Centre = {Point(settings.Centre, signature)},
                Columns = {Literals.Table([.. signature.Columns.Select(Literals.Of)])},
                """);
            if (settings.Data is { } file)
            {
                writer.Write($"DataFile = {Literals.Of(file)},");
            }

            writer.Write($"""
                Basis = global::CarlemanCompiler.Linearization.CarlemanBasis.{settings.Basis},
                EtaPowers = {Literals.Of(settings.EtaPowers)},
                Padding = {Literals.Of(settings.Padding)},
                """);
        }
    }

    /// <summary>The loss method's arguments cut out of the weights and one sample.</summary>
    private static string Arguments(LossSignature signature) => string.Join(", ", signature.Parameters.Select(p =>
    {
        bool isWeights = p.Role == ParameterRole.Weights;
        string source = isWeights ? "weights" : "sample";
        int first = p.First - (isWeights ? 0 : signature.WeightCount);
        string slice = isWeights && p.Count == signature.WeightCount
            ? source
            : $"{source}.Slice({Literals.Of(first)}, {Literals.Of(p.Count)})";
        return p.Form switch
        {
            ParameterForm.Number => $"{source}[{Literals.Of(first)}]",
            ParameterForm.Matrix => $"new({slice}, {Literals.Of(p.Rows)}, {Literals.Of(p.Count / p.Rows)})",
            _ => slice,
        };
    }));

    private static string Point(IReadOnlyList<double> point, LossSignature signature) =>
        Literals.Table([.. (point.Count == 0 ? new double[signature.WeightCount] : point).Select(Literals.Of)]);
}
