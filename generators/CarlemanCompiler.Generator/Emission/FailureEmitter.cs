using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// The members of a model that cannot be compiled: they exist, so that the code that uses them shows no errors of its own and the cause
/// stands alone, and throw with the same id if they are called after all.
/// </summary>
internal static class FailureEmitter
{
    public static string Emit(ModelSpec spec, ContainerSpec container, Finding? cause) => ContainerEmitter.Wrap(
        container, ContainerEmitter.Remedies(cause is null ? [] : [cause]), writer =>
    {
        string message = Literals.Of(cause is null ? $"{spec.Name} has errors of C#." : $"{cause.Id}: {cause.Message}.");
        writer.Write($"""
            /// <summary>Not compiled: {Literals.Xml(cause is null ? "see the C# compiler's errors" : cause.Id + ", " + cause.Message)}.</summary>
            public static global::CarlemanCompiler.CompiledModel {GeneratedNames.Model} => throw new global::System.InvalidOperationException(
                {message});
            """);
        if (spec.Signature is { } signature)
        {
            var names = new ModelNames(signature);
            writer.Skip();
            writer.Write($"""
                /// <inheritdoc cref="{GeneratedNames.Model}"/>
                public static void {GeneratedNames.Gradient}({GradientEmitter.ParameterList(signature, names.GradientParameter)}) =>
                    throw new global::System.InvalidOperationException(
                        {message});
                """);
        }
    });
}
