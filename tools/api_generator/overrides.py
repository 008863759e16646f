"""Reviewed corrections of what the documentation says about results; the last line that fits a name wins.

Names are without the library's prefix and may hold ``*`` and alternatives in braces. ``-`` says that none of the
coarse classes fits.
"""

from __future__ import annotations

import re
from functools import cache

TENSORFLOW = """
tensor     image.*
tensors    image.{combined_non_max_suppression,non_max_suppression_padded}
tensors    image.{non_max_suppression_with_scores,image_gradients}
tensors    image.{sample_distorted_bounding_box,stateless_sample_distorted_bounding_box,generate_bounding_box_proposals}
tensor     math.{add,bincount,divide_no_nan,erfcinv,erfinv,floordiv}
tensor     math.{lbeta,multiply_no_nan,ndtri,truediv,xdivy,xlog1py,zero_fraction}
tensors    math.{approx_max_k,approx_min_k,top_k}
tensor     linalg.{adjoint,cholesky_solve,eigh_tridiagonal,eigvals,eigvalsh}
tensor     linalg.{expm,logdet,lu_matrix_inverse,lu_reconstruct,lu_solve}
tensor     linalg.{matrix_rank,pinv,set_diag}
tensors    linalg.{eig,eigh,svd,normalize}
tensor     nn.{batch_norm_with_global_normalization,collapse_repeated}
tensor     nn.{compute_average_loss,isotonic_regression,leaky_relu}
tensor     nn.{scale_regularization_loss,silu}
tensors    nn.{ctc_beam_search_decoder,ctc_greedy_decoder}
tensors    nn.{isotonic_regression,sufficient_statistics,compute_accidental_hits}
tensors    {nn,random}.*_candidate_sampler
tensor     random.{categorical,stateless_categorical,create_rng_state,fold_in,experimental.index_shuffle}
tensors    {split,sparse.split,tuple,hessians,sparse.fill_empty_rows}
tensor     {dtypes.saturate_cast,sparse.sparse_dense_matmul,sparse.sparse_dense_matmul,timestamp}
tensor     experimental.numpy.*
tensors    experimental.numpy.{broadcast_arrays,diag_indices,divmod,dsplit,hsplit}
tensors    experimental.numpy.{vsplit,split,array_split,ix_,meshgrid,nonzero}
tensors    experimental.numpy.atleast_*
python     experimental.numpy.{iscomplexobj,isrealobj,isscalar,issubdtype,ndim}
python     experimental.numpy.{finfo,iinfo,promote_types,result_type}
none       experimental.numpy.{experimental_enable_numpy_behavior,random.seed}
structure  {case,cond,foldl,foldr,map_fn,scan,switch_case,vectorized_map,while_loop,nest.*,numpy_function,py_function}
none       nest.assert_same_structure
python     nest.is_nested
-          nest.flatten
structure  nest.flatten
none       debugging.assert_*
none       debugging.{Assert,disable_*,enable_*,set_*,experimental.*}
python     debugging.{assert_type,assert_proper_iterable}
python     debugging.{is_numeric_tensor,is_traceback_filtering_enabled,get_log_device_placement}
none       debugging.{assert_type,assert_proper_iterable}
tensor     debugging.{assert_all_finite,check_numerics}
python     {is_tensor,is_symbolic_tensor,inside_function,executing_eagerly,get_static_value,broadcast_static_shape}
-          {get_static_value,broadcast_static_shape}
python     config.*
none       config.{*.set_*,set_*,*enable_*}
none       config.{*disable_*,run_functions_eagerly,experimental_run_functions_eagerly,experimental_connect_*}
python     config.experimental.tensor_float_32_execution_enabled
python     compat.*
python     io.gfile.*
none       io.gfile.{copy,makedirs,mkdir,remove,rename,rmtree}
tensor     io.serialize_many_sparse
none       {io.write_graph,saved_model.save}
none       {random.set_seed,random.set_global_generator,register_tensor_conversion_function}
-          saved_model.load
-          summary.*
none       summary.{flush,trace_export,trace_off,trace_on,experimental.set_step}
python     test.*
python     sysconfig.*
python     train.{latest_checkpoint,list_variables}
ndarray    train.load_variable
-          data.experimental.{at,get_model_proto,service.register_dataset,to_variant}
-          {signal.inverse_stft_window_fn,nondifferentiable_batch_function,graph_util.*}
-          {check_pinned,group,grad_pass_through}
-          {recompute_grad,custom_gradient,function}
-          {experimental.dlpack.to_dlpack,experimental.dtensor.*,xla.experimental.compile}
-          __internal__.*
structure  __internal__.{smart_cond.smart_cond,execute_fn_for_device}
-          profiler.*
structure  GradientTape.{gradient,jacobian,batch_jacobian}
tensor     GradientTape.batch_jacobian
structure  autodiff.ForwardAccumulator.jvp
-          {Graph,Operation,autograph,compat.v1.Session,compat.v1.Graph}.*
tensor     Variable.{assign*,batch_scatter_update,gather_nd,read_value,scatter_*}
tensor     Variable.{sparse_read,value,__getitem__,initialized_value,count_up_to}
-          TensorArray.*
tensor     TensorArray.{concat,gather,read,stack,size}
none       {Module,train.Checkpoint}.*
-          {Module,train.Checkpoint}.{with_name_scope,restore,read}
python     train.Checkpoint.{save,write}
tensor     {Tensor,RaggedTensor,SparseTensor,sparse.SparseTensor}.__getitem__
-          {Tensor,RaggedTensor,SparseTensor,sparse.SparseTensor}.{consumers,get_shape,set_shape}
-          {Tensor,RaggedTensor,SparseTensor,sparse.SparseTensor}.{experimental_ref,ref,to_list}
tensor     random.Generator.{normal,truncated_normal,uniform,uniform_full_int,binomial,make_seeds}
-          distribute.*
structure  distribute.{Strategy.reduce,Strategy.gather,ReplicaContext.all_reduce,ReplicaContext.all_gather}
structure  distribute.StrategyExtended.reduce_to
-          *Spec.*
-          data.Iterator.*
"""

TENSORFLOW_V1 = """
tensor     {assign*,batch_gather,div,batch_scatter_update}
tensor     {scatter_*,losses.get_regularization_loss,math.*,user_ops.my_fact}
tensor     image.resize_*
tensor     nn.{batch_norm_with_global_normalization,leaky_relu,silu}
tensors    nn.{ctc_beam_search_decoder,dynamic_rnn,static_rnn,raw_rnn,static_state_saving_rnn}
tensor     random.{multinomial,stateless_multinomial}
tensors    {hessians,gradients}
none       {disable_*,enable_*,random.set_random_seed,reset_default_graph}
none       {add_to_collection*,debugging.assert_*,logging.*,app.run}
none       gfile.{Copy,DeleteRecursively,MakeDirs,MkDir,Remove,Rename}
python     gfile.{Exists,IsDirectory,Glob,ListDirectory,Stat,Walk}
tensor     train.{global_step,get_global_step,create_global_step,get_or_create_global_step}
-          {device,colocate_with,container,op_scope,variable_op_scope,data.get_output_*}
-          data.experimental.*Structure
tensor     {get_variable,get_local_variable,Variable}
"""

KERAS = """
tensor     activations.*
-          *.{deserialize,get}
python     *.serialize
-          applications.*
python     applications.*.decode_predictions
-          applications.*.preprocess_input
tensor     backend.*
none       backend.{clear_session,batch_set_value,set_value}
none       backend.{set_epsilon,set_floatx,set_image_data_format,set_learning_phase}
none       backend.{manual_variable_initialization,experimental.*,set_session}
python     backend.{backend,count_params,dtype,epsilon,floatx}
python     backend.{get_uid,image_data_format,int_shape,is_float_dtype,is_int_dtype,ndim}
python     backend.{is_keras_tensor,is_sparse,result_type,standardize_dtype}
ndarray    backend.{batch_get_value,cast_to_floatx,eval,get_value}
tensors    backend.{ctc_decode,gradients,rnn,normalize_batch_in_training}
-          backend.{name_scope,function,get_session,placeholder,get_graph,in_train_phase,in_test_phase,learning_phase}
structure  backend.{foldl,foldr,map_fn,switch}
python     config.*
none       config.{set_*,enable_*,disable_*}
structure  datasets.*
tensor     losses.*
-          losses.{deserialize,get}
python     losses.serialize
tensor     metrics.{binary_accuracy,categorical_accuracy,sparse_categorical_accuracy,top_k_categorical_accuracy}
tensor     metrics.sparse_top_k_categorical_accuracy
tensor     ops.*
tensors    ops.{array_split,ctc_decode,divmod,dsplit,eig,eigh,extract_sequences}
tensors    ops.{fft,fft2,histogram,hsplit,ifft2,lu_factor,meshgrid}
tensors    ops.{moments,nonzero,qr,rfft,slogdet,split,stft,svd,top_k,unravel_index,unstack,vsplit,saturate_cast}
tensor     ops.saturate_cast
structure  ops.{associative_scan,cond,fori_loop,map,scan,switch,vectorized_map,while_loop,jvp}
-          ops.{custom_gradient,vectorize,convert_to_numpy,shape,get_item}
tensor     ops.get_item
ndarray    ops.convert_to_numpy
python     ops.{is_tensor,dtype,ndim,shape}
tensor     random.*
-          random.SeedGenerator.*
tensor     {quantizers.quantize_and_dequantize,utils.normalize,ops.image.*}
ndarray    {preprocessing.image.*,utils.img_to_array,utils.to_categorical}
ndarray    {utils.normalize,utils.pad_sequences,preprocessing.sequence.*}
-          preprocessing.{image.array_to_img,image.load_img,image.save_img,sequence.skipgrams}
dataset    utils.*_dataset_from_directory
dataset    preprocessing.*_dataset_from_{directory,array}
dataset    utils.timeseries_dataset_from_array
structure  tree.*
python     tree.{is_nested,assert_*}
none       tree.assert_*
none       utils.{save_img,set_random_seed,plot_model}
python     utils.get_file
-          utils.bounding_boxes.*
-          legacy.*
structure  {Layer,layers.*,Model,Sequential}.{__call__,call}
python     {Layer,layers.*,Model,Sequential,metrics.*}.get_config
python     {losses.*,optimizers.*,initializers.*,regularizers.*,constraints.*}.get_config
tensor     {losses.*,metrics.*,regularizers.*,constraints.*,optimizers.schedules.*}.{__call__,call,result}
tensor     {initializers,Initializer}*.__call__
none       metrics.*.{reset_state,reset_states,update_state,add_variable}
-          metrics.*.add_variable
structure  Model.{train_step,test_step,predict_step,train_on_batch,test_on_batch,evaluate}
-          Model.{fit,summary,get_layer,export,stateless_call}
none       Model.{compile,save,save_weights,load_weights,summary,export,reset_metrics}
ndarray    Model.{predict,predict_on_batch}
"""

NUMPY = """
ndarray    *
-          random.*
ndarray    random.*.{random,uniform,normal,standard_normal,integers,randint,choice,permutation,permuted,rand,randn}
ndarray    random.{random,uniform,normal,standard_normal,randint,choice}
ndarray    random.{permutation,rand,randn,beta,binomial,exponential,gamma}
ndarray    random.{random_sample,ranf,sample,random_integers,poisson}
ndarray    random.{truncnorm,laplace,gumbel,dirichlet,multinomial,logistic}
ndarray    random.{multivariate_normal,lognormal,geometric,chisquare,vonmises}
ndarray    random.{weibull,zipf,rayleigh,standard_*,triangular,pareto}
none       random.{seed,shuffle,set_state}
python     {ndim,size,shape,isscalar,issubdtype,iscomplexobj}
python     {isrealobj,isfortran,can_cast,allclose,array_equal,array_equiv}
python     {array_repr,array_str,array2string,format_float_*}
python     {base_repr,binary_repr,typename,mintypecode,may_share_memory}
python     {shares_memory,iterable,get_printoptions,geterr,geterrcall}
python     {getbufsize,get_include,common_type,min_scalar_type,promote_types}
python     {result_type,finfo,iinfo}
none       {save,savez,savez_compressed,savetxt,copyto,put}
none       {putmask,place,fill_diagonal,put_along_axis,show_config,show_runtime,info}
none       {seterr,setbufsize,seterrcall,set_printoptions,test}
-          {load,errstate,printoptions,vectorize,nditer}
-          {ndenumerate,ndindex,frompyfunc,from_dlpack,nested_iters,apply_over_axes}
-          {testing,typing,lib,dtypes,exceptions,ctypeslib,rec,polynomial,ma}.*
-          linalg.*
ndarray    linalg.{cholesky,cond,cross,det,diagonal,eigvals,eigvalsh}
ndarray    linalg.{inv,matmul,matrix_norm,matrix_power,matrix_rank,norm,outer,pinv}
ndarray    linalg.{solve,svdvals,tensordot,tensorinv,tensorsolve,trace,vecdot,vector_norm,multi_dot,matrix_transpose}
structure  linalg.{eig,eigh,lstsq,qr,slogdet,svd}
structure  {broadcast_arrays,divmod,frexp,modf,meshgrid}
structure  {unique_all,unique_counts,unique_inverse,histogram,histogram2d,histogramdd}
structure  {split,array_split,dsplit,hsplit,vsplit,unstack}
structure  {nonzero,ix_,tril_indices,triu_indices,mask_indices,diag_indices}
structure  {tril_indices_from,triu_indices_from,diag_indices_from,unravel_index,atleast_*d,gradient,unique}
-          {atleast_*d,gradient,unique}
-          ndarray.{tolist,item,tobytes,dump,dumps,tofile}
python     ndarray.{tolist,item,tobytes,dumps}
none       ndarray.{fill,sort,partition,resize,put,itemset,setfield,setflags,dump,tofile}
"""

RULES = {"tensorflow": TENSORFLOW, "tensorflow_v1": TENSORFLOW_V1, "keras": KERAS, "keras2": KERAS, "numpy": NUMPY}


def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^}]*\}|\*)", text)
    built = []
    for part in parts:
        if part == "*":
            built.append(".*")
        elif part.startswith("{"):
            built.append("(?:" + "|".join(re.escape(item).replace(r"\*", ".*") for item in part[1:-1].split(",")) + ")")
        else:
            built.append(re.escape(part))
    return re.compile("".join(built))


@cache
def _rules(table: str) -> list[tuple[str, re.Pattern[str]]]:
    lines = [line.split() for line in RULES.get(table, "").strip().splitlines()]
    return [(result, _pattern(pattern)) for result, pattern in lines]


def corrected(table: str, name: str, documented: str) -> str:
    """The coarse result of ``name`` (without prefix): the last rule that fits, else what the documentation says."""
    for result, pattern in reversed(_rules(table)):
        if pattern.fullmatch(name):
            return "" if result == "-" else result
    return documented
